# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw the marks of a map: half discs for lots, a shape of its own for each role."""

import numpy as np
import polars as pl
from markupsafe import Markup

from kotipesa.report import svg
from kotipesa.report.facts import Facts
from kotipesa.report.map_frame import Frame
from kotipesa.report.speech import Speech

NAMED_LOTS = 300
LARGEST_LOT, SMALLEST_LOT = 17.0, 1.4
MARK = 6.5


def symbol(
    role: str, outcome: str = "", size: float = MARK, x: float = 0.0, y: float = 0.0
) -> Markup:
    """Draw the mark of a role: each has its own shape, colour only helps."""
    s, wide = size, 1.3 * size
    diamond = svg.points(wide, wide, -wide, wide, -wide, -wide)
    shapes = {
        "store": f"M{svg.points(x - s, y - s)}h{2 * s:g}v{2 * s:g}h{-2 * s:g}Z",
        "process": f"M{svg.points(x, y - wide)}l{diamond}Z",
        "outlet": f"M{svg.points(x - wide, y - s)}h{2 * wide:g}L{svg.points(x, y + wide)}Z",
        "source": f"M{svg.points(x - wide, y + s)}h{2 * wide:g}L{svg.points(x, y - wide)}Z",
    }
    look = f"mark {role} {outcome}".strip()
    return svg.tag("path", d=shapes.get(role, shapes["store"]), class_=look)


def half_disc(direction: str, x: float, y: float, radius: float) -> str:
    """Trace a half disc: the left half for what somebody has, the right half for a need."""
    sweep = 0 if direction == "have" else 1
    r = svg.coordinate(radius)
    return f"M{svg.points(x, y - radius)}a{r} {r} 0 0 {sweep} 0 {svg.coordinate(2 * radius)}Z"


def lot_spots(facts: Facts) -> pl.DataFrame:
    """Add up the lots of one place and direction, biggest first."""
    return (
        facts.lots.filter(pl.col("x_m").is_not_null(), pl.col("y_m").is_not_null())
        .group_by("x_m", "y_m", "direction")
        .agg(tonnes=pl.col("amount_t").sum(), name=pl.col("name").sort().first(), count=pl.len())
        .filter(pl.col("tonnes") > 0)
        .sort("tonnes", "x_m", "y_m", "direction", descending=[True, False, False, False])
    )


def lot_marks(lots: pl.DataFrame, frame: Frame, largest_t: float, say: Speech) -> list[Markup]:
    """Draw the lots of each place; the largest say their name and tonnes on hovering."""
    x, y = frame.x(lots["x_m"].to_numpy()), frame.y(lots["y_m"].to_numpy())
    radius = np.maximum(SMALLEST_LOT, LARGEST_LOT * np.sqrt(lots["tonnes"].to_numpy() / largest_t))
    marks = []
    for row, lot in enumerate(lots.iter_rows(named=True)):
        shape = half_disc(lot["direction"], float(x[row]), float(y[row]), float(radius[row]))
        look = "h" if lot["direction"] == "have" else "n"
        if row < NAMED_LOTS:
            title = f"{lot['name']}: {say.numbers.quantity(lot['tonnes'], 't', 0)}"
            marks.append(svg.tag("path", svg.tag("title", title), d=shape, class_=look))
        else:
            marks.append(svg.tag("path", d=shape, class_=look))
    return marks


def facility_marks(facts: Facts, frame: Frame, say: Speech) -> list[Markup]:
    """Draw every facility that has a place, faint when the plan does not use it.

    Each says its name and role on hovering.
    """
    used = {
        place
        for end in ("from", "to")
        for place in facts.moves.select(f"{end}_kind", f"{end}_id").unique().iter_rows()
    }
    placed = facts.facilities.filter(pl.col("x_m").is_not_null(), pl.col("y_m").is_not_null())
    marks = []
    for facility in placed.iter_rows(named=True):
        x, y = float(frame.x(facility["x_m"])), float(frame.y(facility["y_m"]))
        role = say.label("role", facility["role"])
        title = svg.tag("title", f"{facility['name'] or facility['id']} ({role})")
        shape = symbol(facility["role"], facility["outcome"], MARK, x, y)
        is_used = (facility["role"], facility["id"]) in used
        marks.append(svg.tag("g", title, shape, class_=None if is_used else "idle"))
    return marks
