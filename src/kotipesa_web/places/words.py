# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put municipalities, windows of months and what kilometres are into words."""

from django.utils.translation import gettext as _

from kotipesa.vocab import find_municipality
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.ui.formats import NOTHING, choice_text, language, month_words
from kotipesa_web.ui.tables import Status


def municipality_name(code: str | None) -> str:
    """Name a municipality in the language of the reader; a code nobody knows stays as it is."""
    found = find_municipality(code) if code else None
    if found is None:
        return code or NOTHING
    return found.sv if language() == "sv" else found.fi


def seen_by(row: Shown) -> Status:
    """Say who may see a row."""
    return Status(row["sensitivity"], choice_text(Sensitivity, row["sensitivity"]))


def owner_name(row: Shown) -> str:
    """Name whose row it is, as far as the viewer sees that."""
    return row["owner"].name if row["owner"] else ""


def window_words(first: str | None, last: str | None) -> str:
    """Write a window as ``3/2026–8/2026``, that of one month as ``3/2026``."""
    if not first and not last:
        return NOTHING
    if first == last:
        return month_words(first, short=True)
    return f"{month_words(first, short=True)}{NOTHING}{month_words(last, short=True)}"


def way_words(rule: str) -> str:
    """Say what kilometres are by a region's rule of distances: roads, crow or explicit."""
    if rule == "crow":
        return _("Kilometres are straight lines with a detour: the region has no roads yet.")
    told = _("Kilometres are those the region has told.")
    return _("Kilometres are by road.") if rule == "roads" else told
