# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Lay out what people see: tables with numbers to the right, counts, and where files lie."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from kotipesa.cli.texts import say
from kotipesa.errors import Language, tamed
from kotipesa.periods import month_text
from kotipesa.region import Region
from kotipesa.report.numbers import NBSP
from kotipesa.report.speech import Speech, speech

FILES_FOR_PEOPLE = ("report.html", "plan.xlsx", "plan.gpkg")


def number(value: float | None, language: Language, decimals: int | None = None) -> str:
    """Write a number as the language does; one that is not known is a dash."""
    return speech(language).numbers.number(value, decimals).replace(NBSP, " ")


def share(part: float | None, language: Language, decimals: int | None = None) -> str:
    """Write a part of one as per cent."""
    return speech(language).numbers.share(part, decimals).replace(NBSP, " ")


def table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int], title: str = ""
) -> Table:
    """Make a table of texts, tamed line by line; numbers: the places of the columns of any."""
    made = Table(title=title or None, title_justify="left", title_style="bold", box=None)
    for place, head in enumerate(heads):
        made.add_column(head, justify="right" if place in numbers else "left", overflow="fold")
    for row in rows:
        made.add_row(*("\n".join(map(tamed, cell.split("\n"))) for cell in row))
    return made


def contents(region: Region) -> dict[str, Any]:
    """Count what a region holds."""
    known = set(region.lots.municipality) | set(region.sites.municipality)
    first, months = region.settings.start, region.settings.months
    return {
        "lots": len(region.lots),
        "projects": len(region.projects),
        "sites": len(region.sites),
        "facilities": len(region.facilities),
        "municipalities": len(known - {""}),
        "months": months,
        "first_month": month_text(first),
        "last_month": month_text(first + months - 1),
    }


def counts_text(counts: Mapping[str, Any], language: Language) -> str:
    """Say in one line how many of each thing there are; keys are those of ``texts.csv``."""
    counted = {key: count for key, count in counts.items() if isinstance(count, int)}
    words = [f"{say(key, language)} {number(n, language)}" for key, n in counted.items()]
    if "first_month" in counts:
        words.append(f"{counts['first_month']} … {counts['last_month']}")
    return " · ".join(words)


def files_text(directory: Path, language: Language) -> str:
    """Name the files of a plan that people open."""
    there = [str(directory / name) for name in FILES_FOR_PEOPLE if (directory / name).is_file()]
    return "\n".join([say("files_for_people", language), *(f"  {path}" for path in there)])


def column_head(name: str, said: Speech) -> str:
    """Name a column in words, or as it is when there are none."""
    return said.known_text(f"column_{name}", name)
