# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold an annex as it is read: headings, paragraphs, tables and a figure, words in one language."""

from dataclasses import dataclass
from typing import TypeAlias

from kotipesa.errors import Language


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; is_note: small print."""

    text: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Items a table refers to by their number, counted from 1."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; under: a second, smaller line, such as the interval of a figure."""

    text: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its caption above and its note below; numeric columns are set to the right.

    foot: the total.
    """

    caption: str
    heads: tuple[str, ...]
    is_number: tuple[bool, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG, with what it shows for those who cannot see it, and its caption below."""

    svg: str
    alt: str
    caption: str


Block: TypeAlias = Heading | Paragraph | NumberedList | TableBlock | Figure


@dataclass(frozen=True, slots=True)
class Annex:
    """A whole annex; facts: name and value of what stands below the title."""

    language: Language
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    author: str
    blocks: tuple[Block, ...]
