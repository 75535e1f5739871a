# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold one layer of a map file as its parser found it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from kotipesa.arrays import Texts, Tuples

Finding: TypeAlias = tuple[str, int, Mapping[str, Any]]
"""The code of a problem, the feature it is about (counted from 1; 0: the layer), parameters."""

BINARY = "(binary)"
"""What stands for bytes that are no text."""


@dataclass(frozen=True, eq=False, slots=True)
class Layer:
    """Attributes as texts by field, one shapely geometry (or None) a feature, and their system.

    crs: as the file says it: a name, WKT or PROJJSON; '' when it says nothing.
    """

    name: str
    fields: Mapping[str, Texts]
    shapes: Tuples
    crs: str
    findings: tuple[Finding, ...] = ()
