# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the first sheet of a template: what to fill in, how, and what the colours mean."""

from collections.abc import Sequence
from typing import Any

from kotipesa.errors import Language
from kotipesa.region.template import look
from kotipesa.region.template.words import say
from kotipesa.region.titles import READ_ME, about, title
from kotipesa.version import __version__
from kotipesa.vocab import VERSION

_STEPS = ("step_1", "step_2", "step_3", "step_4", "step_5", "step_6")
_COLOURS = {
    "colour_required": look.REQUIRED,
    "colour_optional": look.OPTIONAL,
    "colour_missing": look.MISSING,
}


def add_guidance(book: Any, tables: Sequence[str], language: Language) -> None:
    """Add the sheet that is read first; tables: those the workbook has."""
    page = book.create_sheet(title(READ_ME, language))
    for letter, width in zip("ABC", (3, 26, 86), strict=True):
        page.column_dimensions[letter].width = width
    page.sheet_view.showGridLines = False
    look.protect(page)
    look.print_on_paper(page, 3, say("page", language))

    def line(name: str, text: str = "", *, on: str = "", head: bool = False) -> None:
        strong = look.font(look.REQUIRED, 13 if head else 11, bold=True)
        first = look.text_cell(page, name, of=strong, on=on)
        page.append([None, first, look.text_cell(page, text, of=look.font())])

    page.row_dimensions[2].height, page.row_dimensions[3].height = 32, 22
    page.append([])
    page.append(
        [None, _free(page, say("title", language), look.font(look.REQUIRED, 20, bold=True))]
    )
    page.append([None, _free(page, say("lead", language), look.font(look.MUTED, 12))])
    page.append([])
    for number, step in enumerate(_STEPS, 1):
        line(str(number), say(step, language))
    page.append([])
    line(say("sheets", language), head=True)
    for table in tables:
        line(title(table, language), about(table, language))
    page.append([])
    line(say("colours", language), head=True)
    for key, color in _COLOURS.items():
        line("", say(key, language), on=color)
    page.append([])
    made_by = say("made_by", language, version=__version__, vocabulary=VERSION)
    page.append([None, _free(page, made_by, look.font(look.MUTED, 9))])


def _free(page: Any, text: str, of: Any) -> Any:
    """Make a cell whose text runs over its neighbours."""
    cell = look.text_cell(page, text, of=of)
    cell.alignment = look.RUNNING
    return cell
