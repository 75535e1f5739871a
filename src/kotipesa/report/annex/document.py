# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write an annex as a Word document: real styles, repeated table heads, described pictures."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from kotipesa.errors import Language
from kotipesa.report.annex.content import (
    Annex,
    Block,
    Cell,
    Figure,
    Heading,
    NumberedList,
    Paragraph,
    TableBlock,
)
from kotipesa.report.annex.typeset import png_bytes

LOCALES: dict[Language, str] = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
_WIDTH_MM, _MARGIN_MM, _PICTURE_MM = 160.0, 25.0, 140.0
_NAME_SHARE = 0.4
_QUIET = RGBColor(0x59, 0x59, 0x59)
_INK = RGBColor(0, 0, 0)
_FONT = "Arial"
_ROWS_KEPT = 3
_PROPERTY_CHARS = 255
"""What python-docx lets a property of a file hold."""


def docx_bytes(annex: Annex) -> BytesIO:
    """Write an annex; its times are those of python-docx until ``repack`` fixes them."""
    document = Document()
    _set_up(document, annex)
    document.add_paragraph(annex.title, style="Title")
    document.add_paragraph(annex.subtitle, style="Subtitle")
    for name, value in annex.facts:
        line = document.add_paragraph(style="Facts")
        _run(line, f"{name}: ", color=_QUIET)
        _run(line, value)
    for block in annex.blocks:
        _add(document, block)
    written = BytesIO()
    document.save(written)
    return written


def _set_up(document: Any, annex: Annex) -> None:
    """Set page, styles, language, footer and what the file says of itself."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin, section.bottom_margin = Mm(_MARGIN_MM), Mm(_MARGIN_MM)
    _styles(document, LOCALES[annex.language])
    about = document.core_properties
    about.title, about.author = annex.title[:_PROPERTY_CHARS], annex.author[:_PROPERTY_CHARS]
    about.language = LOCALES[annex.language]
    about.comments = about.last_modified_by = about.keywords = about.subject = ""
    about.revision = 1
    foot = section.footer.paragraphs[0]
    foot.style = document.styles["Note"]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")


def _styles(document: Any, locale: str) -> None:
    styles = document.styles
    _language(styles, locale)
    _style(styles["Normal"], 10.5, after=6.0)
    _style(styles["Title"], 20, after=4.0, is_bold=True)
    _style(styles["Subtitle"], 12, after=8.0, color=_QUIET)
    _style(styles["Heading 1"], 13, before=16.0, after=5.0, is_bold=True)
    _style(styles["Caption"], 9.5, before=8.0, after=4.0, is_italic=True)
    _style(styles["List Number"], 9, after=2.0)
    _style(styles.add_style("Note", 1), 8.5, after=6.0, color=_QUIET)
    _style(styles.add_style("Facts", 1), 10.5, after=1.0)
    _style(styles.add_style("Table cell", 1), 9, after=0.0)
    for rules in styles["Title"].element.iter(qn("w:pBdr")):
        rules.getparent().remove(rules)


def _style(
    style: Any,
    size: float,
    *,
    before: float = 0.0,
    after: float,
    is_bold: bool = False,
    is_italic: bool = False,
    color: RGBColor = _INK,
) -> None:
    font, spacing = style.font, style.paragraph_format
    font.size, font.bold, font.italic, font.color.rgb = Pt(size), is_bold, is_italic, color
    font.name = _FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:spacing", "w:kern"):
        for tracking in style.element.rPr.findall(qn(name)):
            style.element.rPr.remove(tracking)
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), _FONT)
    spacing.space_before, spacing.space_after = Pt(before), Pt(after)


def _language(styles: Any, locale: str) -> None:
    """Set the language of the whole document, for spelling and for reading aloud."""
    for found in styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), locale)


def _add(document: Any, block: Block) -> None:
    if isinstance(block, Heading):
        document.add_paragraph(block.text, style="Heading 1")
    elif isinstance(block, Paragraph):
        document.add_paragraph(block.text, style="Note" if block.is_note else "Normal")
    elif isinstance(block, NumberedList):
        for item in block.items:
            document.add_paragraph(item, style="List Number")
    elif isinstance(block, Figure):
        _add_figure(document, block)
    else:
        _add_table(document, block)


def _add_figure(document: Any, figure: Figure) -> None:
    holder = document.add_paragraph()
    holder.paragraph_format.keep_with_next = True
    picture = holder.add_run().add_picture(BytesIO(png_bytes(figure)), width=Mm(_PICTURE_MM))
    picture._inline.docPr.set("descr", figure.alt)  # noqa: SLF001 - python-docx has no door to it
    document.add_paragraph(figure.caption, style="Caption")


def _add_table(document: Any, block: TableBlock) -> None:
    caption = document.add_paragraph(block.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(block.heads))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    _rules(table)
    _margins(table)
    heads = tuple(Cell(head) for head in block.heads)
    _mark_head(_row(table, heads, block, is_bold=True))
    for cells in block.rows:
        _row(table, cells, block)
    if block.foot:
        _row(table, block.foot, block, is_bold=True)
    _keep_ends(table)
    document.add_paragraph(block.note, style="Note")


def _row(table: Any, cells: Sequence[Cell], block: TableBlock, *, is_bold: bool = False) -> Any:
    """Add a row that never breaks across pages."""
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - as above
    for place, (cell, written) in enumerate(zip(row.cells, cells, strict=True)):
        cell.width = Mm(_widths(block)[place])
        line = cell.paragraphs[0]
        line.style = "Table cell"
        if block.is_number[place]:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _run(line, written.text, is_bold=is_bold)
        if written.under:
            line.add_run().add_break()
            _run(line, written.under, size=7.5, color=_QUIET)
    return row


def _widths(block: TableBlock) -> list[float]:
    """Give the columns of text more room than those of numbers, in millimetres."""
    wanted = [1.0 if is_number else 2.0 for is_number in block.is_number]
    wanted[0] = max(wanted[0], _NAME_SHARE * len(wanted))
    return [_WIDTH_MM * one / sum(wanted) for one in wanted]


def _mark_head(row: Any) -> None:
    """Mark the head of a table, so that every page repeats it and readers announce it."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - as above


def _rules(table: Any) -> None:
    """Draw thin rules between rows and no others."""
    borders = OxmlElement("w:tblBorders")
    for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "2")):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("color", "8C8C8C")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - as above


def _margins(table: Any) -> None:
    """Let text begin where the margin of the page is, with some air above and below."""
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", "30"), ("left", "0"), ("bottom", "30"), ("right", "120")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), twips)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # noqa: SLF001 - as above


def _keep_ends(table: Any) -> None:
    """Keep the head with the first rows of its table, and the last ones with their note."""
    for row in (*table.rows[:_ROWS_KEPT], *table.rows[-_ROWS_KEPT:]):
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _run(
    line: Any,
    text: str,
    *,
    is_bold: bool = False,
    size: float | None = None,
    color: RGBColor | None = None,
) -> None:
    run = line.add_run(text)
    run.bold = is_bold or None
    if size:
        run.font.size = Pt(size)
    if color:
        run.font.color.rgb = color


def _field(line: Any, code: str) -> None:
    """Add a field the reader's program fills, such as the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)  # noqa: SLF001 - as above
