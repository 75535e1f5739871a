# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw the cumulative curves of the biggest materials as one picture that carries its own style."""

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from kotipesa.arrays import Numbers
from kotipesa.balance import Balance
from kotipesa.report import svg
from kotipesa.report.annex.content import Figure
from kotipesa.report.curves import HEIGHT, WIDTH, Curve, curve_svg
from kotipesa.report.speech import Speech

CURVES_SHOWN = 4
PER_ROW = 2
GAP, HEAD = 24.0, 18.0
STYLE = """
text { font-family: "Libertinus Serif", serif; font-size: 12px; fill: #333333; }
text.head { font-size: 13.5px; font-weight: bold; fill: #000000; }
.grid { stroke: #dddddd; stroke-width: 0.7; fill: none; }
.tick { stroke: #777777; stroke-width: 0.7; fill: none; }
.line { fill: none; stroke-width: 2; }
.line.surplus { stroke: #9b4a10; }
.line.need { stroke: #0a6370; stroke-dasharray: 6 3.5; }
.band.surplus { fill: #9b4a10; fill-opacity: 0.14; }
.band.need { fill: #0a6370; fill-opacity: 0.14; }
"""


def curves_figure(table: Balance, shown: Sequence[str], caption: str, say: Speech) -> Figure | None:
    """Draw the shown materials, of which there are at most CURVES_SHOWN; None when there are none.

    table: a balance by material and month.
    """
    drawn = [_curve(table, material) for material in shown[:CURVES_SHOWN]]
    if not drawn or len(drawn[0].months) < 2:
        return None
    panels = [_panel(curve, place, say) for place, curve in enumerate(drawn)]
    columns = min(PER_ROW, len(drawn))
    rows = -(-len(drawn) // PER_ROW)
    size = (columns * (WIDTH + GAP) - GAP, rows * (HEIGHT + HEAD + GAP) - GAP)
    alt = say.text("annex_curves_alt", curves=" ".join(_told(curve, say) for curve in drawn))
    style = svg.tag("style", Markup(STYLE))  # noqa: S704 - the style is ours
    picture = svg.figure("annex", caption, alt, size, style, *panels)
    return Figure(str(picture), alt, caption)


def _curve(table: Balance, material: str) -> Curve:
    rows = table.material == material

    def cumulative(measure: str) -> Numbers:
        return np.cumsum(getattr(table, f"{measure}_t")[rows])

    surplus, need = (
        (cumulative(side), (cumulative(f"{side}_low"), cumulative(f"{side}_high")))
        for side in ("surplus", "need")
    )
    months = table.month[rows].astype(np.float64)
    return Curve(material, months, surplus[0], need[0], surplus[1], need[1])


def _panel(curve: Curve, place: int, say: Speech) -> Markup:
    x = (WIDTH + GAP) * (place % PER_ROW)
    y = (HEIGHT + HEAD + GAP) * (place // PER_ROW)
    name = say.label("material", curve.material)
    return svg.tag(
        "g",
        svg.tag("text", name, x=0.0, y=12.0, class_="head"),
        svg.tag(
            "svg",
            curve_svg(curve, place, say),
            y=HEAD,
            width=WIDTH,
            height=HEIGHT,
            viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        ),
        transform=f"translate({svg.points(x, y)})",
    )


def _told(curve: Curve, say: Speech) -> str:
    """Say in words what a curve shows."""
    description = say.text(
        "curve_description",
        surplus=say.numbers.quantity(float(curve.surplus_t[-1]), "t", 0),
        need=say.numbers.quantity(float(curve.need_t[-1]), "t", 0),
    )
    name = say.label("material", curve.material)
    return say.text("annex_curve_alt", material=name, description=description)
