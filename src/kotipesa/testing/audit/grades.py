# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find moves of something else than what lies there, and moves to where it is not accepted."""

from collections.abc import Iterator

import numpy as np

from kotipesa.arrays import Flags, Texts, texts
from kotipesa.testing.audit.case import Case, at_moves
from kotipesa.testing.audit.fault import Fault
from kotipesa.testing.law.acceptance import BEST, CLEAN, NO_SULPHIDE, Grades
from kotipesa.vocab import UNKNOWN_FITNESS


def wrong_grades(case: Case) -> Iterator[Fault]:
    """Compare each grade with what its lot, source or process can give."""
    flows, law = case.flows, case.law
    lot, source = flows.from_kind == "lot", flows.from_kind == "source"
    given = law.acceptance.lot_grades()[flows.from_row[lot]]
    wrong = lot.copy()
    wrong[lot] = ~_same(given, flows.grade[lot])
    yield from at_moves(case, wrong, "wrong_grade", "not the grade of the lot")
    supplied = flows.grade[source]
    wrong = source.copy()
    wrong[source] = ~(
        law.acceptance.by_facility[flows.from_row[source], supplied.material]
        & (supplied.fitness == BEST)
        & (supplied.contamination == CLEAN)
        & (supplied.sulphide == NO_SULPHIDE)
    )
    yield from at_moves(case, wrong, "wrong_grade", "not what the source supplies")
    yield from _wrong_outputs(case)


def _wrong_outputs(case: Case) -> Iterator[Fault]:
    flows, table = case.flows, case.law.region.facilities
    for part, made, fitness in (
        ("product", table.to_material, BEST),
        ("residue", table.residue_material, UNKNOWN_FITNESS),
    ):
        here = (flows.from_kind == "process") & (flows.part == part)
        wrong = here.copy()
        output = flows.grade[here]
        wrong[here] = (output.material != made[flows.from_row[here]]) | (output.fitness != fitness)
        yield from at_moves(case, wrong, "wrong_grade", f"not the {part} of the process")


def refused(case: Case) -> Iterator[Fault]:
    """Find what a need or a facility does not accept."""
    flows, acceptance = case.flows, case.law.acceptance
    need, place = flows.to_kind == "lot", _into_facility(case)
    wrong = need.copy()
    wrong[need] = ~acceptance.need_takes(flows.to_row[need], flows.grade[need])
    yield from at_moves(case, wrong, "not_accepted", "the need does not take this grade")
    into, out_of = flows.to_row[place], _origin(case)[place]
    wrong, foreign = place.copy(), place.copy()
    wrong[place] = ~acceptance.facility_takes(into, flows.grade[place])
    yield from at_moves(case, wrong, "not_accepted", "the facility does not take this grade")
    foreign[place] = ~acceptance.takes_from(into, out_of)
    yield from at_moves(case, foreign, "wrong_origin", "not from this municipality")


def invasive(case: Case) -> Iterator[Fault]:
    """Find invasive lots going anywhere but to an outlet."""
    flows, lots = case.flows, case.law.region.lots
    lot = flows.from_kind == "lot"
    is_invasive = lots.invasive[np.where(lot, flows.from_row, 0)]
    wrong = lot & is_invasive & (flows.to_kind != "outlet")
    yield from at_moves(case, wrong, "invasive", "only outlets take this lot")


def _same(one: Grades, other: Grades) -> Flags:
    return np.asarray(
        (one.material == other.material)
        & (one.fitness == other.fitness)
        & (one.contamination == other.contamination)
        & (one.sulphide == other.sulphide)
    )


def _into_facility(case: Case) -> Flags:
    return np.asarray((case.flows.to_kind != "lot") & (case.flows.to_kind != "source"))


def _origin(case: Case) -> Texts:
    """Give the municipality each move comes from: the lot's own, else its site's."""
    flows, region = case.flows, case.law.region
    lot = flows.from_kind == "lot"
    origin = texts([""] * len(lot))
    origin[lot] = region.lots.municipality[flows.from_row[lot]]
    sites = region.facilities.site[flows.from_row[~lot]]
    origin[~lot] = region.sites.municipality[sites]
    return origin
