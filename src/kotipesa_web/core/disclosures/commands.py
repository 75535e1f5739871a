# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add lines to the disclosure log."""

from collections import Counter
from collections.abc import Iterable

from kotipesa_web.core.bulk import insert_many
from kotipesa_web.core.disclosures.models import DisclosureLine
from kotipesa_web.core.viewer import Viewer


def record_disclosure(
    viewer: Viewer, *, channel: str, what: str, delivered: Iterable[tuple[int | None, str]]
) -> None:
    """Write what left: one line an owner and projection.

    ``delivered`` has one pair a row: the id of its owner and the name of the projection.
    """
    counted = Counter(delivered)
    insert_many(
        DisclosureLine(
            region_id=viewer.region_id,
            receiver_id=viewer.user_id,
            receiver_organisation_id=viewer.organisation_id,
            owner_id=owner_id,
            channel=channel,
            what=what,
            projection=level,
            rows=rows,
        )
        for (owner_id, level), rows in counted.items()
        if not viewer.owns(owner_id)
    )
