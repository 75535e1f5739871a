# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add up a balance by row and year, and know whose sealed lots each sum rests on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from kotipesa.arrays import Flags, Indices, Texts
from kotipesa.balance import Balance, balance, expected_tonnes
from kotipesa.balance.grouping import entries
from kotipesa.disclosure import Hidden, hide_rows
from kotipesa.geo import Areas
from kotipesa.region import Region
from kotipesa.report.annex.sealed import sealed_owners

MEASURES = ("surplus", "need", "net")
DIVISIONS = ("material", "municipality")
Owners: TypeAlias = dict[str, frozenset[str]]
"""Whose sealed lots a row rests on, by the row's name."""


@dataclass(frozen=True, slots=True)
class Sum:
    """One measure in tonnes with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, eq=False, slots=True)
class Division:
    """A balance by one key: sums by row and measure, what is hidden of it, and its total.

    rows are in order of size, the biggest first.
    """

    rows: Mapping[str, Mapping[str, Sum]]
    total: Mapping[str, Sum]
    hidden: Hidden[str]


@dataclass(frozen=True, eq=False, slots=True)
class AnnexSums:
    """Everything an annex adds up.

    by: a division by each asked key; of_materials: by material, asked or not; years: of the
    materials in each calendar year; monthly: the balance by material and month behind them.
    ranged_share: of the tonnes whose owners gave an interval, None when there are no tonnes.
    """

    by: Mapping[str, Division]
    of_materials: Division
    years: Mapping[int, Division]
    monthly: Balance
    ranged_share: float | None

    @property
    def hidden(self) -> int:
        """Count the figures that are hidden."""
        tables = (*self.by.values(), *self.years.values())
        return len(MEASURES) * sum(len(table.hidden.rows) + table.hidden.total for table in tables)


def add_up(
    region: Region, by: Sequence[str], areas: Areas | None, publisher: Sequence[str]
) -> AnnexSums:
    """Add up the balance of a region, or of the drawn areas alone, by the keys and by year."""
    monthly = balance(region, by=("material", "month"), areas=areas)
    lots = entries(region, expected_tonnes(region).is_planned, areas, by_area=False).lot
    sealed = sealed_owners(region, lots, publisher)
    names = {
        "material": region.materials.code[region.lots.material[lots]],
        "municipality": region.lots.municipality[lots],
    }
    division = {}
    for key in dict.fromkeys((*by, "material")):
        table = monthly if key == "material" else balance(region, by=(key,), areas=areas)
        owners = _owners(zip(names[key], sealed, strict=True))
        division[key] = _division(key, table, _everything(table), owners)
    by_year = _owners_by_year(region, lots, names["material"], sealed)
    ranged, whole = monthly.ranged_t.sum(), (monthly.surplus_t + monthly.need_t).sum()
    return AnnexSums(
        by={key: division[key] for key in by},
        of_materials=division["material"],
        years=_years(monthly, by_year, division["material"]),
        monthly=monthly,
        ranged_share=float(ranged / whole) if whole else None,
    )


def _everything(table: Balance) -> Flags:
    return np.ones(len(table), dtype=np.bool_)


def _owners(pairs: Iterable[tuple[str, str]]) -> Owners:
    """Collect the owners of each name; '' stands for none."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, owner in pairs:
        found[name] |= {owner} - {""}
    return {name: frozenset(owners) for name, owners in found.items()}


def _owners_by_year(
    region: Region, lots: Indices, materials: Texts, sealed: Sequence[str]
) -> dict[int, Owners]:
    """Collect the owners of each material in every calendar year its lots reach into."""
    first, last = region.horizon.clip(region.lots.first_month[lots], region.lots.last_month[lots])
    begins, ends = ((month + region.settings.start) // 12 for month in (first, last))
    pairs = list(zip(materials, sealed, strict=True))
    years = np.arange(begins.min(), ends.max() + 1).tolist() if len(lots) else []
    return {
        year: _owners(pairs[row] for row in np.flatnonzero((begins <= year) & (year <= ends)))
        for year in years
    }


def _division(key: str, table: Balance, rows: Flags, owners: Owners) -> Division:
    names = getattr(table, key)
    sums = {name: _sums(table, rows & (names == name)) for name in owners}
    order = sorted(sums, key=lambda name: (-_size(sums[name]), name))
    return Division(
        rows={name: sums[name] for name in order},
        total=_sums(table, rows),
        hidden=hide_rows({name: owners[name] for name in order}),
    )


def _size(sums: Mapping[str, Sum]) -> float:
    return sums["surplus"].value + sums["need"].value


def _sums(table: Balance, rows: Flags) -> dict[str, Sum]:
    ends = ("", "_low", "_high")
    return {
        name: Sum(*(float(getattr(table, f"{name}{end}_t")[rows].sum()) for end in ends))
        for name in MEASURES
    }


def _years(monthly: Balance, by_year: Mapping[int, Owners], whole: Division) -> dict[int, Division]:
    """Divide the years, and hide what the whole less the other years would give away.

    Where anything is hidden the totals of the years are too: together they make the shown whole.
    """
    gone = {year: set(hide_rows(owners).rows) for year, owners in by_year.items()}
    for material in whole.rows:
        there = {year: owners[material] for year, owners in by_year.items() if material in owners}
        for year in hide_rows(there, is_total_shown=material not in whole.hidden.rows).rows:
            gone[year].add(material)
    is_any_gone = any(gone.values()) or whole.hidden.total
    return {
        year: replace(
            _division("material", monthly, monthly.month // 12 == year, owners),
            hidden=Hidden(frozenset(gone[year]), total=is_any_gone),
        )
        for year, owners in by_year.items()
    }
