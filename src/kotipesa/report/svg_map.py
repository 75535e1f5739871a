# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw the map: lots by size, facilities by role, and the biggest flows between them."""

from dataclasses import dataclass
from itertools import starmap

import numpy as np
import polars as pl
from markupsafe import Markup

from kotipesa import vocab
from kotipesa.report import svg
from kotipesa.report.facts import Facts
from kotipesa.report.legs import places
from kotipesa.report.map_flows import flow_lines, flows_between_places
from kotipesa.report.map_frame import WIDTH, Frame, LabelRoom, frame_around
from kotipesa.report.map_marks import MARK, facility_marks, lot_marks, lot_spots
from kotipesa.report.speech import Speech

FLOWS_DRAWN = 200
NAME_SIZE, PHONE_NAME_SIZE, FACILITY_NAME_SIZE = 14.0, 27.0, 12.0
FACILITIES_NAMED = 14


@dataclass(frozen=True, slots=True)
class Drawing:
    """The map and what it leaves out.

    drawn, drawn_t: flows shown; hidden, hidden_t: flows too small to show; on_site_t: tonnes that
    stay on one site; placeless_t: tonnes with an end whose place is not known;
    widest_t: tonnes of the widest line; largest_lot_t: tonnes of the largest half disc.
    """

    picture: Markup
    drawn: int
    drawn_t: float
    hidden: int
    hidden_t: float
    on_site_t: float
    placeless_t: float
    widest_t: float
    largest_lot_t: float


def map_drawing(facts: Facts, say: Speech) -> Drawing | None:
    """Draw the map, or None when no place is known."""
    spots = places(facts).filter(pl.col("x_m").is_not_null(), pl.col("y_m").is_not_null())
    if spots.is_empty():
        return None
    frame = frame_around(spots["x_m"].to_numpy(), spots["y_m"].to_numpy())
    flows, on_site_t, placeless_t = flows_between_places(facts)
    shown, hidden = flows.head(FLOWS_DRAWN), flows.slice(FLOWS_DRAWN)
    widest_t = float(shown["tonnes"].max() or 0.0)  # type: ignore[arg-type]
    lots = lot_spots(facts)
    largest_t = float(lots["tonnes"].max() or 0.0)  # type: ignore[arg-type]
    picture = svg.figure(
        "map",
        say.text("map_title"),
        say.text("map_description"),
        (WIDTH, frame.height),
        _background(frame),
        _group("flows", flow_lines(shown, frame, widest_t, say)),
        _group("lots", lot_marks(lots, frame, largest_t, say)),
        _group("facilities", facility_marks(facts, frame, say)),
        _names(facts, flows, frame, say),
        _scale_and_north(frame, say),
    )
    return Drawing(
        picture=picture,
        drawn=len(shown),
        drawn_t=float(shown["tonnes"].sum()),
        hidden=len(hidden),
        hidden_t=float(hidden["tonnes"].sum()),
        on_site_t=on_site_t,
        placeless_t=placeless_t,
        widest_t=widest_t,
        largest_lot_t=largest_t,
    )


def _group(class_: str, children: list[Markup]) -> Markup:
    return svg.tag("g", *children, class_=class_) if children else Markup("")


def _background(frame: Frame) -> Markup:
    """Draw a faint grid whose cell is the length of the scale bar."""
    cell = frame.bar_km() * 1000 * frame.scale
    lines = [f"M{svg.points(at, 0)}V{frame.height:.0f}" for at in np.arange(cell, WIDTH, cell)]
    lines += [f"M{svg.points(0, at)}H{WIDTH:.0f}" for at in np.arange(cell, frame.height, cell)]
    ground = svg.tag("rect", width=WIDTH, height=frame.height, class_="ground")
    return ground + svg.tag("path", d="".join(lines), class_="grid")


def _names(facts: Facts, flows: pl.DataFrame, frame: Frame, say: Speech) -> Markup:
    """Name municipalities where there is room, fewer of them on a phone; then facilities."""
    desk, phone = LabelRoom(frame.height), LabelRoom(frame.height)
    for x_m, y_m in _placed(facts.facilities).select("x_m", "y_m").iter_rows():
        desk.block(float(frame.x(x_m)), float(frame.y(y_m)), 2 * MARK, 2 * MARK)
    for room in (desk, phone):
        room.block(WIDTH - 30, 40, 40, 60)
        room.block(100, frame.height - 24, 190, 28)
    written = []
    for name, x, y in _towns(facts, frame, say):
        spot = desk.place(name, x, y, NAME_SIZE)
        if spot:
            is_large = phone.place(name, *spot, PHONE_NAME_SIZE) == spot
            written.append(_name(name, spot, NAME_SIZE, None if is_large else "minor"))
    for name, x, y in _busiest(flows, facts, frame):
        spot = desk.place(name, x, y, FACILITY_NAME_SIZE)
        if spot:
            written.append(_name(name, spot, FACILITY_NAME_SIZE, "minor facility"))
    return _group("names", written)


def _name(name: str, spot: tuple[float, float], size: float, class_: str | None) -> Markup:
    return svg.tag("text", name, x=spot[0], y=spot[1] + size / 3, class_=class_)


def _towns(facts: Facts, frame: Frame, say: Speech) -> list[tuple[str, float, float]]:
    """List the municipalities of the picture, those with most tonnes first."""
    sums = facts.lots.group_by("municipality").agg(pl.col("amount_t").sum())
    weight = {say.municipality(name): float(tonnes) for name, tonnes in sums.iter_rows()}
    towns = [
        (getattr(town, say.language), float(frame.x(town.x_m)), float(frame.y(town.y_m)))
        for town in vocab.municipalities()
        if frame.holds(town.x_m, town.y_m)
    ]
    return sorted(towns, key=lambda town: (-weight.get(town[0], 0.0), town[0]))


def _placed(table: pl.DataFrame) -> pl.DataFrame:
    return table.filter(pl.col("x_m").is_not_null(), pl.col("y_m").is_not_null())


def _busiest(flows: pl.DataFrame, facts: Facts, frame: Frame) -> list[tuple[str, float, float]]:
    """Choose the facilities worth a name, with the place of the name below their mark."""
    both = pl.concat(
        [
            flows.select(
                pl.col(f"{end}_x_m").alias("x_m"), pl.col(f"{end}_y_m").alias("y_m"), "tonnes"
            )
            for end in ("from", "to")
        ]
    )
    ranked = (
        facts.facilities.filter(pl.col("name") != "")
        .join(both, on=["x_m", "y_m"])
        .group_by("name", "x_m", "y_m")
        .agg(pl.col("tonnes").sum())
        .sort("tonnes", "name", descending=[True, False])
        .head(FACILITIES_NAMED)
    )
    spots = ranked.select("name", "x_m", "y_m").iter_rows()
    return list(starmap(lambda n, x, y: (n, float(frame.x(x)), float(frame.y(y)) + 20), spots))


def _scale_and_north(frame: Frame, say: Speech) -> Markup:
    km = frame.bar_km()
    length, y = km * 1000 * frame.scale, frame.height - 22
    bar = f"M{svg.points(24, y - 6)}v6h{svg.coordinate(length)}v-6"
    north = f"M{svg.points(WIDTH - 30, 18)}l9 26l-9 -7l-9 7Z"
    return svg.tag(
        "g",
        svg.tag("path", d=bar, class_="bar"),
        svg.tag("text", say.numbers.quantity(km, "km"), x=24 + length + 10, y=y + 2),
        svg.tag("path", d=north, class_="north"),
        svg.tag("text", say.text("north"), x=WIDTH - 30, y=62.0, text_anchor="middle"),
        class_="furniture",
    )
