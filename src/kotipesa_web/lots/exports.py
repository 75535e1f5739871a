# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what a list of lots is as a file: the columns of the engine's table as they are seen."""

from typing import Any

from django.utils.translation import gettext as _

from kotipesa_web.core.columns import cell
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.lots.columns import LOTS
from kotipesa_web.places.engine import Head
from kotipesa_web.places.exporting import Export
from kotipesa_web.ui.columns import columns_of

FIELDS = {column: path.partition("__")[0] for column, path in LOTS.fields.items()}
NUMBERS = {"number": "any", "positive": "any", "count": "any"}


def lot_export() -> Export:
    """Describe the file in the language of the viewer."""
    told = [Head(c.name, c.title(), NUMBERS.get(c.type, "text")) for c in columns_of("lots")]
    more = (
        Head("tonnes", _("Tonnes"), "tonnes"),
        Head("band", _("Band of tonnes")),
        Head("x_m", "x (EPSG:3067)", "any"),
        Head("y_m", "y (EPSG:3067)", "any"),
        Head("shown", _("How much is shown")),
    )
    return Export("lots", (*told, *more), _cells)


def _cells(lot: Shown) -> dict[str, Any]:
    site, tonnes = lot["site"], lot["tonnes"]
    is_coarse = isinstance(site, tuple)
    cells = {column: cell(_plain(lot[field])) for column, field in FIELDS.items()}
    return {
        **{name: None if value == "" else value for name, value in cells.items()},
        "tonnes": tonnes if isinstance(tonnes, float) else None,
        "band": tonnes if isinstance(tonnes, str) else None,
        "x_m": site[0] if is_coarse else site.x_m,
        "y_m": site[1] if is_coarse else site.y_m,
        "shown": str(lot.level),
    }


def _plain(value: Any) -> Any:
    """Write rows that are referred to by their codes; a grid cell has none."""
    if isinstance(value, tuple):
        return None
    return getattr(value, "code", value)
