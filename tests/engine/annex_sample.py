# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draft small regions for annexes, and read annexes back as plain text."""

import re
from collections.abc import Iterator

from kotipesa.region import from_rows
from kotipesa.report.annex.content import Annex, Block, Heading, NumberedList, Paragraph, TableBlock
from kotipesa.testing.draft import rows

HEAD = "id direction material amount amount_low amount_high unit site from to owner sensitivity"
LOTS = (
    "A have savi   4000 3000 6000  m3ktr s 2026-03 2027-02 Vantaa   public",
    "B have louhe  2500 .    .     m3ktr s 2026-05 2026-06 Helsinki public",
    "C need louhe  6000 5000 7000  t     t 2026-07 2026-10 Espoo    public",
    "D need savi   500  .    .     t     t 2027-03 2027-04 Vantaa   public",
)
SITES = (
    "s 385000 6690000 EPSG:3067 Vantaa",
    "t 375000 6674000 EPSG:3067 Espoo",
)
SETTINGS = {"start": "2026-03", "months": 14}


def region_of(*lots: str, **settings: object):
    tables = {
        "lots": rows(HEAD, *(lots or LOTS)),
        "sites": rows("id x y crs municipality", *SITES),
        "projects": [{"id": "P1", "municipality": "Vantaa"}],
    }
    return from_rows(tables, SETTINGS | settings)


def annex_text(annex: Annex) -> str:
    """Write what an annex says, a line a paragraph or row; versions are masked."""
    lines = [annex.title, annex.subtitle, *(f"{name}: {value}" for name, value in annex.facts)]
    for block in annex.blocks:
        lines += _lines(block)
    return masked("\n".join(lines) + "\n")


def masked(text: str) -> str:
    return re.sub(r"Kotipesä \S+ ?(, \w+ )\S+,(.*) \S+\.", r"Kotipesä …\1…,\2 ….", text)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield from ("", f"# {block.text}")
    elif isinstance(block, Paragraph):
        yield block.text
    elif isinstance(block, NumberedList):
        yield from (f"{number}. {item}" for number, item in enumerate(block.items, 1))
    elif isinstance(block, TableBlock):
        yield block.caption
        yield " | ".join(block.heads)
        for row in (*block.rows, *filter(None, [block.foot])):
            yield " | ".join(" ".join(filter(None, (cell.text, cell.under))) for cell in row)
        if block.note:
            yield block.note
    else:
        yield from (f"[{block.alt}]", block.caption)
