# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write codes as the labels people know, wherever the label is read as the same code again."""

from collections.abc import Callable, Collection
from functools import cache

from kotipesa.errors import Language
from kotipesa.sources import Column
from kotipesa.sources.columns import listed
from kotipesa.sources.schema import LITERAL_LIST
from kotipesa.vocab import find_code, label

ANSWERS, MATERIALS, MATERIAL = "answer", "materials", "material"
_LISTS = ("codes", "refs")


def speaker(column: Column, language: Language, materials: Collection[str]) -> Callable[[str], str]:
    """Give what turns a cell of a column from codes into labels.

    materials: the codes a region has; a label that is one of them stays a code.
    """

    def part(code: str) -> str:
        text = _label(column, code, language)
        is_own = column.list == MATERIALS and text in materials
        return code if is_own else text

    @cache
    def whole(cell: str) -> str:
        return "|".join(map(part, cell.split("|"))) if column.type in _LISTS else part(cell)

    return whole if _is_coded(column) else lambda cell: cell


def choices(column: Column, language: Language | None) -> tuple[str, ...]:
    """Give the labels of a column's list, or its codes; () for a column without a list."""
    if not _is_coded(column):
        return ()
    codes = listed(_list(column))
    return tuple(_label(column, code, language) for code in codes) if language else codes


def _is_coded(column: Column) -> bool:
    return column.type in ("code", "codes", "open_code", "yesno") or (
        column.type in ("ref", "refs") and column.list == MATERIALS
    )


def _list(column: Column) -> str:
    if column.type == "yesno":
        return ANSWERS
    return MATERIAL if column.list == MATERIALS else column.list


def _label(column: Column, code: str, language: Language) -> str:
    name = _list(column)
    if LITERAL_LIST in name or find_code(name, code) != code:
        return code
    text = label(name, code, language)
    return text if find_code(name, text) == code and "|" not in text else code
