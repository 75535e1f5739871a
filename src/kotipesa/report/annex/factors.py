# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""List the factors that turned volumes into tonnes: source, and whether they are verified."""

from collections.abc import Callable

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.balance import expected_tonnes
from kotipesa.balance.grouping import entries
from kotipesa.geo import Areas
from kotipesa.region import Region
from kotipesa.report.annex.content import Block, Cell, Paragraph, TableBlock
from kotipesa.report.numbers import NOTHING
from kotipesa.report.speech import Speech

_UNITS = {"annex_density": "m3", "annex_loose": "m3itd", "annex_compacted": "m3rtr"}
"""The columns of factors, and how the units of the lots that need them begin."""


def factor_blocks(
    region: Region, areas: Areas | None, caption: Callable[[str], str], say: Speech
) -> tuple[list[Block], list[str]]:
    """Make the table of factors of materials that were given as volumes, and list their sources."""
    lots = entries(region, expected_tonnes(region).is_planned, areas, by_area=False).lot
    unit = region.lots.unit[lots].astype(str)
    material = region.lots.material[lots]
    used = np.unique(material[np.char.startswith(unit, "m3")])
    if not len(used):
        return [Paragraph(say.text("annex_no_factors"))], []
    materials = region.materials
    columns = {
        "annex_density": materials.t_per_m3ktr,
        "annex_loose": materials.itd_per_ktr,
        "annex_compacted": materials.rtr_per_ktr,
    }
    needed = {
        head: factors
        for head, factors in columns.items()
        if np.char.startswith(unit, _UNITS[head]).any()
    }
    sources = list(dict.fromkeys(_source(region, row, say) for row in used))
    rows = tuple(
        (
            Cell(say.label("material", materials.code[row])),
            *(Cell(_factor(factors, row, say)) for factors in needed.values()),
            Cell(say.text("annex_yes" if materials.verified[row] else "annex_no")),
            Cell(str(sources.index(_source(region, row, say)) + 1)),
        )
        for row in used
    )
    heads = (
        say.text("material"),
        *(say.text(head) for head in needed),
        say.text("annex_checked"),
        say.text("annex_source_number"),
    )
    is_number = (False, *(True for _ in needed), False, True)
    is_unsure = not materials.verified[used].all()
    note = say.text("annex_unverified_note") if is_unsure else ""
    return [
        TableBlock(caption(say.text("annex_factors")), heads, is_number, rows, (), note)
    ], sources


def _factor(factors: Numbers, row: int, say: Speech) -> str:
    value = float(factors[row])
    return say.numbers.number(value, 2) if np.isfinite(value) else NOTHING


def _source(region: Region, row: int, say: Speech) -> str:
    return region.materials.source[row] or say.text("annex_own_source")
