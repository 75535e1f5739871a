# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what a viewer sees of one row: the fields their projection allows, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kotipesa_web.core.errors import Hidden
from kotipesa_web.core.permissions.decisions import Projection, projection
from kotipesa_web.core.permissions.projections import projected
from kotipesa_web.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as a viewer sees it; a field that is hidden is not in ``values``."""

    pk: int
    owner_id: int
    is_own: bool
    level: Projection
    values: Mapping[str, Any]

    def __getitem__(self, field: str) -> Any:
        """Give a field as it is seen; a hidden one is None."""
        return self.values.get(field)


def shown(
    viewer: Viewer, kind: str, row: Any, whole: Mapping[str, Any], coarse: Mapping[str, Any]
) -> Shown:
    """Cut a row to what the viewer sees of its kind; raises Hidden where that is nothing."""
    level = projection(viewer, f"see_{kind}", row)
    if level is None:
        raise Hidden(kind)
    values = projected(kind, level, whole, coarse)
    return Shown(row.pk, row.owner_id, viewer.owns(row.owner_id), level, values)
