# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring the people behind sites along when asked, and be silent about them in every message."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from kotipesa.arrays import Flags, Indices, Texts
from kotipesa.errors import Problem, problem
from kotipesa.sources.cells import has_control, is_formula
from kotipesa.sources.coded import coded
from kotipesa.sources.limits import DEFAULT_LIMITS
from kotipesa.sources.raw import RawTable
from kotipesa.sources.seutumassa.columns import CONTACTS, ORGANISATION, SITE


def read_contacts(
    raw: RawTable, cells: Mapping[str, Texts], sites: Indices, first: Indices
) -> tuple[RawTable, list[Problem]]:
    """Give one row a site: its id, who speaks for it, and how to reach them.

    sites: the first row of each site; first: of each row, the first row of its site. Rows of one
    site that name different people, and cells a spreadsheet would run, are problems without values.
    """
    problems = []
    is_safe = np.ones(len(raw), dtype=np.bool_)
    for name, told in CONTACTS.items():
        unsafe = np.array([_is_unsafe(text) for text in cells[told]], dtype=np.bool_)
        is_safe &= ~unsafe
        differs = cells[told] != cells[told][first]
        problems += [
            problem("seutumassa_contact_unclear", raw.where(int(row), name))
            for row in np.flatnonzero(unsafe | differs)[:1]
        ]
    rows = sites[has_contacts(cells)[sites] & is_safe[sites]]
    columns = {"site": SITE, **CONTACTS, "organisation": ORGANISATION}
    table = replace(
        raw,
        name="contacts",
        header=tuple(columns),
        columns=tuple(coded(cells[told][rows]) for told in columns.values()),
        lines=raw.lines[rows],
    )
    return table, problems


def has_contacts(cells: Mapping[str, Texts]) -> Flags:
    """Tell the rows that name a person, an address or a number."""
    told: Flags = np.any([cells[name] != "" for name in CONTACTS.values()], axis=0)
    return told


def without_value(found: Problem) -> Problem:
    """Keep the place of a problem and drop what stands there: it may name people."""
    where = found.where
    return Problem(
        found.code, type(where)(where.file, where.sheet, where.row, where.column), found.params
    )


def _is_unsafe(text: str) -> bool:
    return is_formula(text) or has_control(text) or len(text) > DEFAULT_LIMITS.cell_chars
