# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put the balance and the flow of masses into tables."""

from collections.abc import Sequence

import polars as pl

from kotipesa.report.curves import Curve
from kotipesa.report.facts import Facts
from kotipesa.report.mass_flow import MassFlow
from kotipesa.report.numbers import DASH
from kotipesa.report.speech import Speech
from kotipesa.report.table import Table, numbers, words

MATERIAL_COLUMNS = 4


def balance_table(facts: Facts, say: Speech) -> Table:
    """Cross municipalities with the biggest materials: net tonnes of the whole horizon."""
    cells = facts.balance.group_by("municipality", "material").agg(
        pl.col("surplus_t", "need_t", "net_t").sum()
    )
    size = pl.col("surplus_t") + pl.col("need_t")
    ranked = (
        cells.group_by("material")
        .agg(size.sum().alias("size"))
        .sort("size", "material", descending=[True, False])["material"]
        .to_list()
    )
    shown = ranked if len(ranked) <= MATERIAL_COLUMNS + 1 else ranked[:MATERIAL_COLUMNS]
    groups: dict[str, list[str]] = {m: [m] for m in shown}
    if len(shown) < len(ranked):
        groups[say.text("other_materials")] = ranked[len(shown) :]
    heads = [say.label("material", group) for group in groups]
    names = {m: say.municipality(m) for m in cells["municipality"].unique().to_list()}
    rows = [
        _balance_row(cells.filter(pl.col("municipality") == m), names[m], groups, say)
        for m in sorted(names, key=lambda m: (not m, names[m]))
    ]
    foot = _balance_row(cells, say.text("total"), groups, say)
    first = (say.text("municipality"),)
    sums = (say.text("surplus_t"), say.text("need_t"), say.text("net_t"))
    columns = words(*first) + numbers(*sums, *heads)
    caption = say.text("balance_caption")
    return Table("balance", caption, columns, tuple(rows), foot, say.text("balance_note"))


def _balance_row(
    cells: pl.DataFrame, name: str, groups: dict[str, list[str]], say: Speech
) -> tuple[str, ...]:
    sums = [float(cells[c].sum()) for c in ("surplus_t", "need_t", "net_t")]
    nets = [
        float(held["net_t"].sum()) if not (held := _of(cells, group)).is_empty() else None
        for group in groups.values()
    ]
    return (name, *(say.numbers.cell(value) for value in [*sums, *nets]))


def _of(cells: pl.DataFrame, materials: Sequence[str]) -> pl.DataFrame:
    return cells.filter(pl.col("material").is_in(materials))


def curve_table(found: Sequence[Curve], say: Speech) -> Table:
    """Say for each material what its curves end at, and when it is most out of balance."""
    figure, month = say.numbers.cell, say.numbers.short_month
    rows = []
    for curve in found:
        lead, lead_month = curve.extreme(1)
        lack, lack_month = curve.extreme(-1)
        rows.append(
            (
                say.label("material", curve.material),
                figure(float(curve.surplus_t[-1])),
                _range(curve.surplus_range, say),
                figure(float(curve.need_t[-1])),
                _range(curve.need_range, say),
                figure(lead),
                month(lead_month) if lead > 0 else DASH,
                figure(lack),
                month(lack_month) if lack > 0 else DASH,
            )
        )
    columns = words(say.text("material")) + numbers(
        say.text("surplus_t"),
        say.text("interval"),
        say.text("need_t"),
        say.text("interval"),
        say.text("largest_surplus_t"),
        say.text("month"),
        say.text("largest_shortage_t"),
        say.text("month"),
    )
    return Table("curves", say.text("curves_caption"), columns, tuple(rows))


def _range(found: object, say: Speech) -> str:
    if not isinstance(found, tuple):
        return DASH
    low, high = (float(end[-1]) for end in found)
    return say.numbers.interval(round(low), round(high), "")


def flow_table(flow: MassFlow, say: Speech) -> Table:
    """List the ribbons of the Sankey diagram, biggest first."""
    name = {node.id: node.name for node in flow.nodes}
    links = sorted(flow.links, key=lambda link: (-link.tonnes, link.source, link.target))
    rows = [(name[link.source], name[link.target], say.numbers.cell(link.tonnes)) for link in links]
    columns = words(say.text("from"), say.text("to")) + numbers(say.text("tonnes"))
    return Table("flow", say.text("flow_caption"), columns, tuple(rows))
