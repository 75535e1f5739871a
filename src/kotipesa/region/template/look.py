# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give the cells of a template their look, and keep what nobody should change from changing."""

from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

INK, MUTED, PAPER, LINE = "1D2B32", "52626A", "FFFFFF", "DCD7CC"
REQUIRED, OPTIONAL, WASH, MISSING = "0A6370", "D7EBED", "F6F4EF", "F4E4D4"
TEXT_FORMAT = "@"
NUMBER_FORMAT = "General"
OPEN = Protection(locked=False)
RUNNING = Alignment(vertical="center")
WRAPPED = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=1)
TEXTS = Alignment(vertical="center", horizontal="left", indent=1)
NUMBERS = Alignment(vertical="center", horizontal="right", indent=1)
_FONT = "Calibri"
_A3, _A4 = 8, 9
_MARGIN_INCHES = 0.4
_ALLOWED = (
    "formatCells",
    "formatColumns",
    "formatRows",
    "insertRows",
    "deleteRows",
    "sort",
    "autoFilter",
)


def font(color: str = INK, size: float = 11, *, bold: bool = False) -> Font:
    """Make a font of the one family a template uses."""
    return Font(name=_FONT, size=size, bold=bold, color=color)


def fill(color: str) -> PatternFill:
    """Make a plain background."""
    return PatternFill("solid", start_color=color, end_color=color)


def around() -> Border:
    """Make a hairline around a cell."""
    side = Side(style="thin", color=LINE)
    return Border(left=side, right=side, top=side, bottom=side)


def between() -> Border:
    """Make the white gap between heads."""
    return Border(right=Side(style="thin", color=PAPER))


def text_cell(page: Any, text: str, *, of: Font | None = None, on: str = "") -> Any:
    """Make a locked cell of text that wraps within its column."""
    cell = WriteOnlyCell(page, text or None)
    cell.data_type = "s"
    cell.font = of or font()
    cell.alignment = WRAPPED
    if on:
        cell.fill = fill(on)
    return cell


def protect(page: Any) -> None:
    """Lock a sheet without a password; rows may still be added, removed, sorted and filtered."""
    page.protection.sheet = True
    for what in _ALLOWED:
        setattr(page.protection, what, False)


def print_on_paper(page: Any, columns: int, page_word: str) -> None:
    """Print wide, as few pages across as can be read, each with its name and number."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4 if columns <= 12 else _A3
    page.page_setup.fitToWidth = 1 if columns <= 20 else 2
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for side in ("left", "right", "top"):
        setattr(page.page_margins, side, _MARGIN_INCHES)
    page.oddFooter.left.text = "&A"
    page.oddFooter.right.text = f"{page_word} &P/&N"
