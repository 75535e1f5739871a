# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Typeset an annex as PDF, and its figure as pixels, with the fonts typst brings along."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Literal

import typst

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

STANDARD = "ua-1"
"""PDF for everybody (ISO 14289-1): tagged, with language, title, table heads and alternatives."""

_DOTS_PER_INCH = 220.0


def pdf_bytes(annex: Annex) -> bytes:
    """Typeset an annex; the same annex gives the same bytes."""
    return _typeset("template.typ", {"annex": _annex_text(annex)}, "pdf", pdf_standards=STANDARD)


def png_bytes(figure: Figure) -> bytes:
    """Draw a figure as pixels, 160 mm wide."""
    return _typeset("picture.typ", {"svg": figure.svg}, "png", ppi=_DOTS_PER_INCH)


def _typeset(
    template: str, inputs: Mapping[str, str], kind: Literal["pdf", "png"], **options: Any
) -> bytes:
    """Run typst on a template of ours; what users wrote comes as data, never as markup."""
    source = files("kotipesa.report.annex").joinpath(template).read_bytes()
    compiler = typst.Compiler(input=source, ignore_system_fonts=True, sys_inputs=dict(inputs))
    made = compiler.compile(format=kind, **options)
    if not isinstance(made, bytes):  # typst gives a list of pages, or nothing, where we ask for one
        raise TypeError(template)
    return made


def _annex_text(annex: Annex) -> str:
    running = " · ".join((annex.title, *(value for _, value in annex.facts[:2])))
    record = {
        "language": annex.language,
        "title": annex.title,
        "subtitle": annex.subtitle,
        "author": annex.author or [],
        "running": running,
        "facts": annex.facts,
        "blocks": [_block(block) for block in annex.blocks],
    }
    return json.dumps(record, ensure_ascii=False)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "note" if block.is_note else "paragraph", "text": block.text}
    if isinstance(block, NumberedList):
        return {"kind": "list", "items": block.items}
    if isinstance(block, Figure):
        return {"kind": "figure", "svg": block.svg, "alt": block.alt, "caption": block.caption}
    return _table(block)


def _table(block: TableBlock) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": block.caption,
        "heads": block.heads,
        "is_number": block.is_number,
        "rows": [[_cell(cell) for cell in row] for row in block.rows],
        "foot": [_cell(cell) for cell in block.foot],
        "note": block.note,
    }


def _cell(cell: Cell) -> dict[str, str]:
    return {"text": cell.text, "under": cell.under}
