# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add up surplus and need of each material month by month, and draw the two curves."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
import polars as pl
from markupsafe import Markup

from kotipesa.arrays import Numbers
from kotipesa.report import svg
from kotipesa.report.facts import Facts
from kotipesa.report.numbers import NBSP
from kotipesa.report.speech import Speech

CURVES_SHOWN = 8
WIDTH, HEIGHT = 340.0, 208.0
LEFT, RIGHT, TOP, FOOT = 46.0, 12.0, 12.0, 26.0
SIDES = ("surplus", "need")


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """Cumulative tonnes of one material over the months of the plan.

    months: month numbers; surplus_t, need_t: cumulative; surplus_range, need_range: cumulative
    (low, high), None where the balance has no intervals.
    """

    material: str
    months: Numbers
    surplus_t: Numbers
    need_t: Numbers
    surplus_range: tuple[Numbers, Numbers] | None
    need_range: tuple[Numbers, Numbers] | None

    @property
    def size_t(self) -> float:
        """Give the tonnes of the whole horizon, surplus and need together."""
        return float(self.surplus_t[-1] + self.need_t[-1])

    def extreme(self, sign: int) -> tuple[float, int]:
        """Find the largest lead of surplus (sign 1) or of need (−1): tonnes and month."""
        lead = sign * (self.surplus_t - self.need_t)
        at = int(np.argmax(lead))
        return max(0.0, float(lead[at])), int(self.months[at])


def curves(facts: Facts) -> tuple[Curve, ...]:
    """Make a curve of every material, the biggest first."""
    measures = [f"{side}_t" for side in SIDES]
    ranges = [f"{side}_{end}_t" for side in SIDES for end in ("low", "high")]
    has_ranges = set(ranges) <= set(facts.balance.columns)
    wanted = measures + (ranges if has_ranges else [])
    monthly = (
        facts.balance.group_by("material", "month")
        .agg(pl.col(wanted).sum())
        .sort("material", "month")
    )
    months = monthly["month"].unique().sort().to_numpy()
    found = [
        _curve(str(material), table, months, has_ranges)
        for (material,), table in monthly.group_by("material", maintain_order=True)
    ]
    return tuple(sorted(found, key=lambda curve: (-curve.size_t, curve.material)))


def _curve(material: str, table: pl.DataFrame, months: Numbers, has_ranges: bool) -> Curve:
    at = np.searchsorted(months, table["month"].to_numpy())

    def cumulative(column: str) -> Numbers:
        monthly = np.zeros(len(months))
        monthly[at] = table[column].to_numpy()
        return np.asarray(np.cumsum(monthly))

    ranged = {
        side: (cumulative(f"{side}_low_t"), cumulative(f"{side}_high_t")) if has_ranges else None
        for side in SIDES
    }
    return Curve(
        material,
        months,
        cumulative("surplus_t"),
        cumulative("need_t"),
        ranged["surplus"],
        ranged["need"],
    )


def curve_svg(curve: Curve, place: int, say: Speech) -> Markup:
    """Draw one material: surplus a full line, need a dashed one, each with its band."""
    highest = max(_highest(curve), 1.0)
    step = _round_step(highest / 3)
    top = step * ceil(highest / step - 1e-9)
    x = LEFT + (WIDTH - LEFT - RIGHT) * _shares(curve.months)
    name = say.label("material", curve.material)
    title = say.text("curve_title", material=name)
    description = say.text(
        "curve_description",
        surplus=say.numbers.quantity(float(curve.surplus_t[-1]), "t", 0),
        need=say.numbers.quantity(float(curve.need_t[-1]), "t", 0),
    )
    bands = [
        _band(x, _heights(low, top), _heights(high, top), side)
        for side, found in zip(SIDES, (curve.surplus_range, curve.need_range), strict=True)
        if found is not None
        for low, high in [found]
    ]
    lines = [
        svg.tag("path", d=_polyline(x, _heights(tonnes, top)), class_=f"line {side}")
        for side, tonnes in zip(SIDES, (curve.surplus_t, curve.need_t), strict=True)
    ]
    return svg.figure(
        f"curve{place}",
        title,
        description,
        (WIDTH, HEIGHT),
        *_axes(curve, top, step, say),
        *bands,
        *lines,
    )


def _highest(curve: Curve) -> float:
    columns = [curve.surplus_t, curve.need_t]
    columns += [found[1] for found in (curve.surplus_range, curve.need_range) if found is not None]
    return max(float(column[-1]) for column in columns)


def _round_step(rough: float) -> float:
    """Round up to 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** floor(log10(rough))
    return next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough - 1e-9)


def _shares(months: Numbers) -> Numbers:
    span = max(int(months[-1]) - int(months[0]), 1)
    return np.asarray((months - months[0]) / span)


def _heights(tonnes: Numbers, top: float) -> Numbers:
    return np.asarray(HEIGHT - FOOT - (HEIGHT - TOP - FOOT) * tonnes / top)


def _polyline(x: Numbers, y: Numbers) -> str:
    pairs = " ".join(svg.points(a, b) for a, b in zip(x, y, strict=True))
    return f"M{pairs}"


def _band(x: Numbers, low: Numbers, high: Numbers, side: str) -> Markup:
    there = _polyline(x, low)
    back = " ".join(svg.points(a, b) for a, b in zip(x[::-1], high[::-1], strict=True))
    return svg.tag("path", d=f"{there} {back}Z", class_=f"band {side}")


def _axes(curve: Curve, top: float, step: float, say: Speech) -> list[Markup]:
    """Draw tonnes on the left and every January (or the ends) below."""
    unit, word = (1e6, "Mt") if top >= 1e6 else (1e3, "kt") if top >= 1e3 else (1.0, "t")
    drawn = []
    for tick in np.arange(0, top + step / 2, step):
        y = float(_heights(np.array([tick]), top)[0])
        value = say.numbers.number(float(tick) / unit)
        text = f"{value}{NBSP}{word}" if tick > top - step / 2 else value
        drawn.append(svg.tag("path", d=f"M{svg.points(LEFT, y)}H{WIDTH - RIGHT:g}", class_="grid"))
        drawn.append(svg.tag("text", text, x=LEFT - 6, y=y + 4, text_anchor="end"))
    for month, anchor in _month_ticks(curve.months):
        share = (month - int(curve.months[0])) / max(len(curve.months) - 1, 1)
        x = LEFT + (WIDTH - LEFT - RIGHT) * share
        text = say.numbers.short_month(month)
        tick = f"M{svg.points(x, HEIGHT - FOOT)}v4"
        drawn.append(svg.tag("path", d=tick, class_="tick"))
        drawn.append(svg.tag("text", text, x=x, y=HEIGHT - 7, text_anchor=anchor))
    return drawn


def _month_ticks(months: Sequence[int] | Numbers) -> list[tuple[int, str]]:
    """Choose the first and last month and each January far enough from both."""
    first, last = int(months[0]), int(months[-1])
    room = max(1, (last - first) // 6)
    januaries = [m for m in range(first, last + 1) if m % 12 == 0]
    stride = max(1, ceil(len(januaries) / 3))
    inner = [m for m in januaries[::stride] if first + room < m < last - room]
    return [(first, "start"), *((m, "middle") for m in inner), (last, "end")]


def sparkline(tonnes: Numbers, label: str) -> Markup:
    """Draw a stock over the months as one small area without axes."""
    width, height = 120.0, 26.0
    highest = max(float(np.max(tonnes)), 1e-9)
    x = width * np.arange(len(tonnes)) / max(len(tonnes) - 1, 1)
    y = height - 1 - (height - 3) * tonnes / highest
    line = _polyline(x, y)
    return svg.tag(
        "svg",
        svg.tag("path", d=f"{line} {svg.points(width, height)} {svg.points(0, height)}Z"),
        viewBox=f"0 0 {width:g} {height:g}",
        class_="sparkline",
        role="img",
        aria_label=label,
    )
