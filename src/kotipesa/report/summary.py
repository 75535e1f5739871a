# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell a plan in a few lines of plain text, for a terminal or a message."""

from textwrap import fill

from kotipesa.errors import Language
from kotipesa.report.facts import Facts
from kotipesa.report.numbers import NBSP
from kotipesa.report.speech import speech
from kotipesa.report.story import Tile, story

WIDTH = 96
REMARKS_SHOWN = 3


def summary_text(facts: Facts, language: Language) -> str:
    """Sum up a plan in at most 20 lines: proof, key figures, and what to bear in mind."""
    say = speech(language)
    told = story(facts, say)
    head = f"{told.title}, {told.period}: {told.status}"
    figures = [
        f"  {tile.label:<{_widest(told.tiles)}}  {tile.value}"
        + (f"  ({tile.interval})" if tile.interval else "")
        for tile in told.tiles
    ]
    remarks = told.attention if facts.has_solution else told.conflicts
    sealed = [say.text("secrecy_title")] if told.secrecy else []
    lines = [
        head,
        fill(told.proof, WIDTH) if told.proof else "",
        *figures,
        fill(told.saved, WIDTH) if told.saved else "",
        *(f"  - {remark}" for remark in remarks[:REMARKS_SHOWN]),
        *sealed,
    ]
    return "\n".join(line for line in lines if line).replace(NBSP, " ")


def _widest(tiles: tuple[Tile, ...]) -> int:
    return max((len(tile.label) for tile in tiles), default=0)
