# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell which reasons a lot may have for staying where it is."""

import numpy as np

from kotipesa.region.tables import PROCESS, STORE
from kotipesa.testing.law.acceptance import BEST, Grades
from kotipesa.testing.law.partners import Partners, partners
from kotipesa.testing.law.places import Places
from kotipesa.testing.law.statute import Law
from kotipesa.vocab import UNKNOWN_FITNESS

HAS_A_WAY = frozenset({"too_dear", "no_capacity"})
REASONS = HAS_A_WAY | {"no_acceptor", "no_window", "no_distance"}


def legal_reasons(law: Law, lot: int) -> frozenset[str]:
    """Give the reasons a planned lot may have.

    The order of the tests is not law: where one partner fails by its months and another by the
    way, both reasons are legal. What a store or process could bring to a need is not followed
    back to its origin: then only a direct way is held against a reason.
    """
    known = partners(law, lot)
    if known.able.any():
        return HAS_A_WAY
    if law.region.lots.is_need[lot] and _may_come_indirectly(law, lot):
        return REASONS - {"no_acceptor"} if known.accepted.any() else REASONS
    return _without_a_way(known)


def _without_a_way(known: Partners) -> frozenset[str]:
    if not known.accepted.any():
        return frozenset({"no_acceptor"})
    is_timely = bool((known.accepted & known.timely).any())
    is_near = bool((known.accepted & known.legs.is_allowed).any())
    if is_timely == is_near:
        return frozenset({"no_window", "no_distance"})
    return frozenset({"no_distance"} if is_timely else {"no_window"})


def _may_come_indirectly(law: Law, need: int) -> bool:
    """Tell whether the need takes anything that a store in use may hold or a process makes."""
    table, lots = law.region.facilities, law.region.lots
    movable = law.calendar.is_planned & ~lots.is_need & ~lots.invasive
    stored = law.acceptance.need_takes(np.array(need), law.acceptance.lot_grades()[movable])
    if stored.any() and (law.in_use & (table.role == STORE)).any():
        return True
    made = law.in_use & (table.role == PROCESS)
    return any(
        _takes_output(law, need, material, fitness)
        for column, fitness in (
            (table.to_material, BEST),
            (table.residue_material, UNKNOWN_FITNESS),
        )
        for material in set(column[made].tolist()) - {-1}
    )


def _takes_output(law: Law, need: int, material: int, fitness: int) -> bool:
    """Tell whether the need takes an output, whatever its contamination and sulphide."""
    grades = law.acceptance.lot_grades()

    def all_of(place: int) -> Places:
        return np.full(len(grades.material), place)

    output = Grades(all_of(material), all_of(fitness), grades.contamination, grades.sulphide)
    return bool(law.acceptance.need_takes(np.array(need), output).any())
