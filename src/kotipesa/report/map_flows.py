# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add up the flows between places, and draw them as curves with an arrow."""

import numpy as np
import polars as pl
from markupsafe import Markup

from kotipesa.report import svg
from kotipesa.report.facts import Facts
from kotipesa.report.legs import legs
from kotipesa.report.map_frame import Frame
from kotipesa.report.speech import Speech

WIDEST_FLOW, NARROWEST_FLOW = 11.0, 0.8
BEND = 0.16


def flows_between_places(facts: Facts) -> tuple[pl.DataFrame, float, float]:
    """Add up moves between the same two places, biggest first."""
    table = legs(facts)
    coordinates = [f"{end}_{axis}" for end in ("from", "to") for axis in ("x_m", "y_m")]
    has_place = pl.all_horizontal(pl.col(c).is_not_null() for c in coordinates)
    placeless_t = float(table.filter(~has_place)["tonnes"].sum())
    placed = table.filter(has_place)
    stays = (pl.col("from_x_m") == pl.col("to_x_m")) & (pl.col("from_y_m") == pl.col("to_y_m"))
    look = (
        pl.when(pl.col("from_kind") == "source")
        .then(pl.lit("source"))
        .when(pl.col("to_kind") == "lot")
        .then(pl.lit("need"))
        .when(pl.col("to_kind") == "outlet")
        .then(pl.lit("outlet"))
        .otherwise(pl.lit("facility"))
    )
    flows = (
        placed.filter(~stays)
        .with_columns(look=look)
        .group_by(*coordinates, "look")
        .agg(
            pl.col("tonnes").sum(),
            pl.col("from_name").sort().first(),
            pl.col("to_name").sort().first(),
        )
        .sort("tonnes", *coordinates, "look", descending=[True, *[False] * 5])
    )
    return flows, float(placed.filter(stays)["tonnes"].sum()), placeless_t


def flow_lines(flows: pl.DataFrame, frame: Frame, widest_t: float, say: Speech) -> list[Markup]:
    """Draw each flow as a curve as wide as its tonnes, with an arrow at its middle."""
    lines = []
    x0, y0 = frame.x(flows["from_x_m"].to_numpy()), frame.y(flows["from_y_m"].to_numpy())
    x1, y1 = frame.x(flows["to_x_m"].to_numpy()), frame.y(flows["to_y_m"].to_numpy())
    for row, flow in enumerate(flows.iter_rows(named=True)):
        start, end = (x0[row], y0[row]), (x1[row], y1[row])
        width = max(NARROWEST_FLOW, WIDEST_FLOW * flow["tonnes"] / widest_t)
        tonnes = say.numbers.quantity(flow["tonnes"], "t", 0)
        title = svg.tag("title", f"{flow['from_name']} → {flow['to_name']}: {tonnes}")
        curve, arrow = _curve(start, end, width)
        line = svg.tag("path", d=curve, stroke_width=width, class_="line")
        head = svg.tag("path", d=arrow, class_="arrow")
        lines.append(svg.tag("g", title, line, head, class_=f"flow {flow['look']}"))
    return lines[::-1]


def _curve(start: tuple[float, float], end: tuple[float, float], width: float) -> tuple[str, str]:
    """Bend a line to the right of its way, so that flows there and back lie apart."""
    (x0, y0), (x1, y1) = start, end
    bend_x, bend_y = (x0 + x1) / 2 - BEND * (y1 - y0), (y0 + y1) / 2 + BEND * (x1 - x0)
    curve = f"M{svg.points(x0, y0)}Q{svg.points(bend_x, bend_y, x1, y1)}"
    middle_x, middle_y = (x0 + 2 * bend_x + x1) / 4, (y0 + 2 * bend_y + y1) / 4
    length = float(np.hypot(x1 - x0, y1 - y0)) or 1.0
    along_x, along_y = (x1 - x0) / length, (y1 - y0) / length
    size = min(max(4.0, 0.9 * width), 8.0, length / 3)
    tip = (middle_x + size * along_x, middle_y + size * along_y)
    left = (middle_x - size * (along_x - along_y), middle_y - size * (along_y + along_x))
    right = (middle_x - size * (along_x + along_y), middle_y - size * (along_y - along_x))
    return curve, f"M{svg.points(*tip)}L{svg.points(*left, *right)}Z"
