# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what is built and whether masses move, by the rules of a profile."""

import re
from typing import NamedTuple

import numpy as np

from kotipesa.arrays import Flags, Texts, texts
from kotipesa.sources.programme.profile import EVERY_TYPE, Letter, StructureRule

DITTO = '"'
_ASIDE = re.compile(r"\([^)]*\)|\b(?:v\.|välillä\b).*")
"""What only says where: in parentheses, and from ``v.`` or ``välillä`` (between) on."""


class Works(NamedTuple):
    """What is done: the letters of the works, whether they move masses, the phase they show.

    is_clear: False where the cell holds something else than letters of the profile.
    """

    letters: Texts
    digs: Flags
    phase: Texts
    is_clear: Flags


def structure_types(rules: tuple[StructureRule, ...], name: Texts, category: Texts) -> Texts:
    """Give each row the type of the first rule that fits; '' where none does.

    The column ``name`` is the name without what only says where, ``full_name`` all of it.
    """
    bare = texts([_ASIDE.sub(" ", text).strip() for text in name])
    columns = {"name": bare, "full_name": name, "category": category}
    found = texts([""] * len(name))
    for rule in rules:
        fits = np.array([bool(rule.pattern.search(text)) for text in columns[rule.column]])
        found[(found == "") & fits] = rule.structure_type
    return found


def works(letters: tuple[Letter, ...], cells: Texts, types: Texts, phase: str) -> Works:
    """Read the letters of works; a ditto mark repeats the row above.

    Where the letters are missing or unclear nobody says that masses do not move, so they do, and
    the phase is the list's own. Else the first letter of the profile that stands there gives it.
    """
    filled = _repeat_dittos(cells)
    known = {letter.letter for letter in letters}
    found = [set(re.sub(r"[\W_]", "", text)) for text in filled]
    clear = [not (given - known) for given in found]
    digs, phases = [], []
    for given, is_clear, structure_type in zip(found, clear, types, strict=True):
        told = [letter for letter in letters if letter.letter in given] if is_clear else []
        digs.append(not told or any(_digs(letter, structure_type) for letter in told))
        phases.append(told[0].phase if told else phase)
    return Works(filled, np.array(digs, dtype=np.bool_), texts(phases), np.array(clear))


def _digs(letter: Letter, structure_type: str) -> bool:
    return EVERY_TYPE in letter.digs_for or structure_type in letter.digs_for


def _repeat_dittos(cells: Texts) -> Texts:
    filled = cells.copy()
    for row in np.flatnonzero(cells == DITTO):
        filled[row] = filled[row - 1] if row else ""
    return filled
