# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write what a viewer sees of lots and facilities as rows for the engine.

What is seen roughly goes in roughly: the middle of a grid cell, whole quarters, the middle of a
band. So no ranking can tell more than the page that shows the row.
"""

from collections.abc import Mapping
from typing import Any

from kotipesa_web.core.columns import cell
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.lots.lists import weight_of
from kotipesa_web.ui.tables import Interval

Row = Mapping[str, Any]
SITE_CRS = "EPSG:3067"
LOT_COLUMNS = (
    *("direction", "material", "municipality", "fitness", "contamination", "sulphide"),
    *("invasive", "accepts", "min_fitness", "accepts_contamination", "accepts_sulphide"),
)
FACILITY_COLUMNS = (
    *("role", "materials", "capacity_t", "capacity_t_per_month", "open_from", "open_to"),
    *("eur_per_t", "kgco2e_per_t", "fixed_eur", "accepts_origin", "accepts_contamination"),
    *("accepts_sulphide", "outcome", "origin", "to_material", "residue_material"),
)


def lot_id(lot: Shown) -> str:
    """Name a lot in the engine's region by what tells nothing."""
    return f"lot-{lot.pk}"


def facility_id(facility: Shown) -> str:
    """Name a facility in the engine's region by what tells nothing."""
    return f"facility-{facility.pk}"


def is_rough(row: Shown) -> bool:
    """Tell whether the place of a row is seen as a grid cell alone."""
    return isinstance(row["site"], tuple)


def point_of(row: Shown) -> tuple[float, float]:
    """Give the place as it is seen, in EPSG:3067 metres."""
    site = row["site"]
    return site if isinstance(site, tuple) else (site.x_m, site.y_m)


def tonnes_of(lot: Shown) -> Interval | None:
    """Give the tonnes as they are seen: with their interval, or a band and its middle."""
    seen = weight_of(lot)
    if seen is None or seen.mid is not None:
        return seen
    low = seen.low or 0.0
    return Interval(low, (low + seen.high) / 2 if seen.high else low, seen.high)


def lot_row(lot: Shown) -> Row | None:
    """Write a lot; None where nobody knows what it weighs."""
    tonnes = tonnes_of(lot)
    if tonnes is None or not tonnes.mid:
        return None
    return {
        **{name: cell(lot[name]) for name in LOT_COLUMNS},
        "id": lot_id(lot),
        "amount": tonnes.mid,
        "unit": "t",
        "site": site_id(lot),
        "from": lot["first_month"],
        "to": lot["last_month"],
    }


def facility_row(facility: Shown) -> Row:
    """Write a facility; what is hidden of it is left at its default."""
    told = {name: cell(facility[name]) for name in FACILITY_COLUMNS}
    share = facility["yield_share"]
    return {
        **told,
        "id": facility_id(facility),
        "site": site_id(facility),
        "yield": "" if share is None else share,
    }


def site_id(row: Shown) -> str:
    """Name the place of a row: the key of its site, or its grid cell."""
    x_m, y_m = point_of(row)
    return f"cell-{x_m:.0f}-{y_m:.0f}" if is_rough(row) else f"site-{row['site'].pk}"


def site_row(row: Shown) -> Row:
    """Write the place of a row."""
    x_m, y_m = point_of(row)
    municipality = "" if is_rough(row) else row["site"].municipality
    return {
        "id": site_id(row),
        "x": x_m,
        "y": y_m,
        "crs": SITE_CRS,
        "municipality": municipality or row["municipality"] or "",
    }
