# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let no text leave in a csv file that a spreadsheet would run as a formula."""

from collections.abc import Iterable, Iterator, Mapping

from kotipesa.errors import InputError, Problem, Where, problem
from kotipesa.sources.cells import is_formula, may_hold_formula
from kotipesa.sources.limits import shown
from kotipesa.sources.raw import RawTable
from kotipesa.sources.schema import plain_name


def refuse_formulas(file: str, columns: Mapping[str, Iterable[str]]) -> None:
    """Raise InputError for every text of a file's columns, or head, that would run as a formula.

    file: the name people know it by; texts are as ``clean_text`` leaves them.
    """
    found = [
        problem("formula_cell", Where(file, row=line, column=shown(name), value=shown(text)))
        for name, cells in columns.items()
        for line, text in enumerate([name, *_suspects(cells)], start=1)
        if is_formula(text)
    ]
    if found:
        raise InputError(found)


def stray_formulas(raw: RawTable, known: Iterable[str]) -> Iterator[Problem]:
    """Refuse formulas in heads, and in columns nobody knows: they are kept as they are.

    known: plain headers; their columns are read, and refused, by the schema.
    """
    names = frozenset(known)
    for header, column in zip(raw.header, raw.columns, strict=True):
        if is_formula(header.strip()):
            yield problem("formula_cell", raw.where_header(shown(header)))
        if plain_name(header) not in names:
            wrong = [which for which, text in enumerate(column.found) if is_formula(text.strip())]
            for which in wrong:
                for row in (column.place == which).nonzero()[0][:1]:
                    yield problem("formula_cell", raw.where(int(row), header, column.found[which]))


def _suspects(cells: Iterable[str]) -> Iterable[str]:
    """Look at a whole column at once; most have nothing to look at one by one."""
    return cells if may_hold_formula("\n".join(cells)) else ()
