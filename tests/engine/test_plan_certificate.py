# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plant faults in the core and in its answers, one at a time: the certificate finds each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from kotipesa.errors import InternalError
from kotipesa.plan.certificate import certified, certify
from kotipesa.plan.model.columns import arc_cost
from kotipesa.plan.model.program import program
from kotipesa.plan.money import money
from kotipesa.plan.problem.arcs import Arcs, joined
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.rules import HAVE, NEED, node_roles
from kotipesa.plan.residuals import allowed_t
from kotipesa.plan.solution import in_first_months, stock_levels, unmet_tonnes
from kotipesa.plan.solve.duals import named_duals
from kotipesa.plan.solve.generation import Flows, solve
from kotipesa.plan.solve.highs import GrowingProgram
from kotipesa.plan.solve.memory import Memory
from kotipesa.region.tables import PROCESS, SOURCE, STORE
from kotipesa.testing import random_tables

SEEDS = (1, 3, 5, 21)
NOT_A_NUMBER = float("nan")

Wrong = Callable[[Problem], Problem]


@dataclass(frozen=True, eq=False)
class Answer:
    """What a core answers, and what its moves cost."""

    flows: Flows
    arcs: Arcs
    tonnes: np.ndarray
    objective_eur: float


Forger = Callable[[Problem, Answer], Answer]
Which = Callable[[Problem, Arcs], np.ndarray]


def priced(problem: Problem, flows: Flows, arcs: Arcs, tonnes: np.ndarray) -> Answer:
    levels, unmet = stock_levels(problem, arcs, tonnes), unmet_tonnes(problem, arcs, tonnes)
    return Answer(flows, arcs, tonnes, money(problem, arcs, tonnes, levels, unmet).objective_eur)


def answered(problem: Problem, by: Problem) -> Answer:
    """Let a core that believes one problem answer another."""
    flows = solve(by)
    arcs, tonnes = in_first_months(by, flows.arcs, flows.tonnes)
    if not len(by.lock_t):
        none = np.zeros(len(problem.lock_t))
        flows = replace(flows, duals=replace(flows.duals, lock=none))
    return priced(problem, flows, arcs, tonnes)


def broken_laws(problem: Problem, answer: Answer, memory: Memory | None = None) -> set[str]:
    told = answer.flows, answer.arcs, answer.tonnes, answer.objective_eur
    found = certify(problem, *told, memory)
    optimal = answer.flows.status == "optimal"
    failures = found.failures(allowed_t(problem), optimal=optimal)
    return {dict(failure.params)["law"] for failure in failures}


@cache
def honest(seed: int) -> Problem:
    return build_problem(random_tables(seed).region())


@cache
def optimum_eur(seed: int) -> float:
    return solve(honest(seed)).objective_eur


@pytest.mark.parametrize("seed", SEEDS)
def test_an_honest_answer_passes(seed: int):
    problem = honest(seed)
    assert broken_laws(problem, answered(problem, problem)) == set()


# What a core may believe wrongly, and still answer with a proof of its own.


def column(part: str, name: str, change: Callable[[np.ndarray], np.ndarray]) -> Wrong:
    """Change one column of haves, needs, plants or acceptance."""

    def wrong(problem: Problem) -> Problem:
        table = getattr(problem, part)
        changed = change(getattr(table, name))
        return replace(problem, **{part: replace(table, **{name: changed})})

    return wrong


def all_of(value: Any) -> Callable[[np.ndarray], np.ndarray]:
    return lambda values: np.full_like(values, value)


def times(factor: Any) -> Callable[[np.ndarray], np.ndarray]:
    return lambda values: values * factor


def believing(**fields: Any) -> Wrong:
    return lambda problem: replace(problem, **fields)


def carbon_for_nothing(problem: Problem) -> Problem:
    return replace(problem, haul=replace(problem.haul, carbon_eur_per_kg=0.0))


def shorter_ways(problem: Problem) -> Problem:
    own = problem.haul.own_eur_per_t
    cheaper = None if own is None else own * 0.9
    haul = replace(problem.haul, km=problem.haul.km * 0.9, own_eur_per_t=cheaper)
    return replace(problem, haul=haul)


def ways_everywhere(problem: Problem) -> Problem:
    km = np.where(np.isfinite(problem.haul.km), problem.haul.km, 0.1)
    return replace(problem, haul=replace(problem.haul, km=km))


def agreements_forgotten(problem: Problem) -> Problem:
    none = np.zeros(0, dtype=np.int32)
    return replace(problem, locked=problem.locked.take(none), lock_row=none, lock_t=np.zeros(0))


def agreements_kept_by_half(problem: Problem) -> Problem:
    return replace(problem, lock_t=problem.lock_t / 2)


def nothing_lost(shares: np.ndarray) -> np.ndarray:
    return shares * 1.2


CORE: dict[str, Wrong] = {
    "more to give than there is": column("haves", "tonnes", times(1.2)),
    "more asked for than is needed": column("needs", "tonnes", times(1.2)),
    "less to give than there is": column("haves", "tonnes", times(0.8)),
    "haves there too early": column("haves", "first", all_of(0)),
    "haves there too long": column("haves", "last", all_of(3)),
    "needs that wait for ever": column("needs", "last", all_of(3)),
    "needs that are there too early": column("needs", "first", all_of(0)),
    "invasive lots taken for clean ones": column("haves", "only_outlets", all_of(value=False)),
    "needs that take everything": column("accepts", "group_takes", all_of(value=True)),
    "plants that take everything": column("accepts", "plant_takes", all_of(value=True)),
    "limits of months forgotten": column("plants", "month_cap_t", all_of(np.inf)),
    "limits of the whole forgotten": column("plants", "total_cap_t", all_of(np.inf)),
    "limits half as great": column("plants", "total_cap_t", times(0.5)),
    "processes that make more than they take": column("plants", "part_share", nothing_lost),
    "processes without a residue": column("plants", "part_share", times(np.array([1.0, 0.0]))),
    "fees forgotten": column("plants", "price_eur_per_t", all_of(0.0)),
    "fees doubled": column("plants", "price_eur_per_t", times(2.0)),
    "ways a tenth shorter": shorter_ways,
    "ways where there are none": ways_everywhere,
    "carbon that costs nothing": carbon_for_nothing,
    "stock that costs nothing": believing(stock_eur_per_t_month=0.0),
    "an end without a price": believing(end_stock_eur_per_t=0.0),
    "unmet tonnes nearly for nothing": believing(unmet_eur_per_t=1.0),
    "unmet tonnes too dear": believing(unmet_eur_per_t=5000.0),
    "agreements forgotten": agreements_forgotten,
    "agreements kept by half": agreements_kept_by_half,
    "the recovery share forgotten": believing(min_recovery_share=None),
    "a lower recovery share": believing(min_recovery_share=0.05),
}


@pytest.mark.parametrize("what", CORE)
def test_a_core_that_believes_this_is_caught_where_it_matters(what: str):
    caught = 0
    for seed in SEEDS:
        problem = honest(seed)
        answer = answered(problem, CORE[what](problem))
        if broken_laws(problem, answer):
            caught += 1
        else:
            assert answer.objective_eur == pytest.approx(optimum_eur(seed), rel=2e-6)
    assert caught > 0


# What may be wrong in an answer itself; in brackets the traps that our first measurements fell in.


def say(**claims: Any) -> Forger:
    """Change what the solver claims."""
    return lambda _, answer: replace(answer, flows=replace(answer.flows, **claims))


def price_as(name: str, change: Callable[[Problem, Any], Any]) -> Forger:
    """Change one family of prices."""

    def forged(problem: Problem, answer: Answer) -> Answer:
        duals = answer.flows.duals
        changed = change(problem, np.array(getattr(duals, name)))
        return say(duals=replace(duals, **{name: changed}))(problem, answer)

    return forged


def higher(by_eur: float) -> Callable[[Problem, np.ndarray], np.ndarray]:
    return lambda _, values: values + by_eur


def for_endless_months(problem: Problem, values: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(problem.plants.month_cap_t)[:, None], values, -1.0)


def out_of(role: int) -> Which:
    return lambda problem, arcs: node_roles(problem)[arcs.tail] == role


def into(role: int) -> Which:
    return lambda problem, arcs: node_roles(problem)[arcs.head] == role


def greatest(problem: Problem, answer: Answer, which: Which) -> int:
    among = np.flatnonzero(which(problem, answer.arcs))
    return int(among[answer.tonnes[among].argmax()])


def moved(which: Which, factor: float) -> Forger:
    """Move so many times the tonnes on the greatest arc of a kind."""

    def forged(problem: Problem, answer: Answer) -> Answer:
        tonnes = answer.tonnes.copy()
        tonnes[greatest(problem, answer, which)] *= factor
        return priced(problem, answer.flows, answer.arcs, tonnes)

    return forged


def written(which: Which, name: str, cell: Callable[[Problem, int], int]) -> Forger:
    """Write another end, grade, part or month into the greatest arc of a kind."""

    def forged(problem: Problem, answer: Answer) -> Answer:
        row, values = greatest(problem, answer, which), getattr(answer.arcs, name).copy()
        values[row] = cell(problem, int(values[row]))
        return replace(answer, arcs=replace(answer.arcs, **{name: values}))

    return forged


def send_back(problem: Problem, answer: Answer) -> Answer:
    """Let the dearest arc carry less than nothing, and claim what that would cost."""
    tonnes = answer.tonnes.copy()
    tonnes[arc_cost(problem, answer.arcs).argmax()] = -50.0
    cheaper = priced(problem, answer.flows, answer.arcs, tonnes)
    cost_eur = cheaper.objective_eur
    return say(objective_eur=cost_eur, lower_bound_eur=cost_eur)(problem, cheaper)


def lend_tonnes(problem: Problem, answer: Answer) -> Answer:
    """Keep agreements by tonnes that nobody has."""
    return say(broken_lock_t=np.full(len(problem.lock_t), 5.0))(problem, answer)


def carry_nothing_agreed(problem: Problem, answer: Answer) -> Answer:
    """Leave the arcs of agreed moves out."""
    size = (len(problem.node_site), len(problem.grades), problem.months)
    kept = ~np.isin(answer.arcs.keys(*size), problem.locked.keys(*size))
    return priced(problem, answer.flows, answer.arcs.take(kept), answer.tonnes[kept])


def solve_on_few(problem: Problem, answer: Answer) -> Answer:
    """Forget half of the arcs, solve exactly, and call the optimum of the rest a bound."""
    half = answer.arcs.take(np.arange(len(answer.arcs)) % 2 == 0)
    size = (len(problem.node_site), len(problem.grades), problem.months)
    few = joined([half, problem.locked])
    few = few.take(np.unique(few.keys(*size), return_index=True)[1])
    whole = program(problem, few)
    growing = GrowingProgram(whole.rows.lower, whole.rows.upper)
    growing.add_columns(whole.columns)
    told = growing.solve(np.inf)
    tonnes = told.values[: len(few)]
    flows = Flows(
        status="optimal",
        arcs=few.take(tonnes > 1e-9),
        tonnes=tonnes[tonnes > 1e-9],
        broken_lock_t=told.values[len(told.values) - len(problem.lock_t) :],
        duals=named_duals(problem, whole.rows, told.duals),
        objective_eur=told.objective_eur,
        lower_bound_eur=told.objective_eur,
        rounds=1,
    )
    return priced(problem, flows, flows.arcs, flows.tonnes)


def call_the_first_answer_optimal(problem: Problem, _answer: Answer) -> Answer:
    flows = replace(solve(problem, gap=0.9), status="optimal")
    arcs, tonnes = in_first_months(problem, flows.arcs, flows.tonnes)
    return priced(problem, flows, arcs, tonnes)


HAVES, NEEDS = out_of(HAVE), into(NEED)
ANSWERS: dict[str, tuple[int, str, Forger]] = {
    "(4) tonnes that flow backwards": (1, "least_t", send_back),
    "(5) tonnes lent to agreements": (1, "artificial_t", lend_tonnes),
    "(5) agreements nobody carries": (1, "artificial_t", carry_nothing_agreed),
    "(6) idle plants of value": (1, "wrong_eur_per_t", price_as("total", higher(3.0))),
    "(6) idle months of value": (1, "wrong_eur_per_t", price_as("month", higher(3.0))),
    "(6) idle stores of value": (1, "wrong_eur_per_t", price_as("stock_cap", higher(3.0))),
    "(7) a bound over few arcs": (3, "claimed_bound_eur", solve_on_few),
    "a wide gap called none": (21, "gap", call_the_first_answer_optimal),
    "a lower cost claimed": (1, "claimed_eur", say(objective_eur=1.0)),
    "a cost that is no number": (1, "claimed_eur", say(objective_eur=NOT_A_NUMBER)),
    "a bound claimed above all": (1, "claimed_bound_eur", say(lower_bound_eur=1e9)),
    "a bound that is no number": (1, "claimed_bound_eur", say(lower_bound_eur=NOT_A_NUMBER)),
    "months without limit priced": (3, "wrong_eur_per_t", price_as("month", for_endless_months)),
    "lots dearer than to stay unmet": (3, "wrong_eur_per_t", price_as("have", higher(1e4))),
    "lots worth less than they are": (3, "gap", price_as("have", higher(-1.0))),
    "needs worth a little too much": (3, "gap", price_as("need", higher(0.01))),
    "agreements that cost": (1, "wrong_eur_per_t", price_as("lock", higher(-9e9))),
    "recovery that costs": (1, "wrong_eur_per_t", price_as("recovery", lambda *_: -2.0)),
    "prices that are no numbers": (3, "bound_eur", price_as("have", higher(NOT_A_NUMBER))),
    "more given than there is": (3, "residual_t", moved(HAVES, 4.0)),
    "more served than needed": (3, "residual_t", moved(NEEDS, 4.0)),
    "more bought than there is": (3, "residual_t", moved(out_of(SOURCE), 50.0)),
    "less taken in than is made of it": (6, "residual_t", moved(into(PROCESS), 0.5)),
    "more made than was taken in": (6, "residual_t", moved(out_of(PROCESS), 1.5)),
    "stock out of nothing": (8, "least_t", moved(out_of(STORE), 3.0)),
    "tonnes that are no number": (3, "least_t", moved(HAVES, NOT_A_NUMBER)),
    "a month after the end": (3, "forbidden", written(HAVES, "month", lambda p, _: p.months)),
    "a month before the start": (3, "forbidden", written(HAVES, "month", lambda *_: -1)),
    "another grade on the way": (
        3,
        "forbidden",
        written(HAVES, "grade", lambda p, grade: (grade + 1) % len(p.grades)),
    ),
    "a need that gives": (3, "forbidden", written(HAVES, "tail", lambda p, _: len(p.haves))),
    "a have that takes": (3, "forbidden", written(HAVES, "head", lambda *_: 0)),
    "a product called a residue": (
        6,
        "residual_t",
        written(out_of(PROCESS), "part", lambda _, part: 1 - part),
    ),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_a_forged_answer_is_caught_by_the_law_it_breaks(what: str):
    seed, law, forge = ANSWERS[what]
    problem = honest(seed)
    honest_answer, memory = answered(problem, problem), Memory()
    forged = forge(problem, honest_answer)
    assert law in broken_laws(problem, forged)
    assert broken_laws(problem, honest_answer, memory) == set()
    assert broken_laws(problem, forged, memory) == broken_laws(problem, forged)


def rose_before(memory: Memory) -> None:
    """Let a memory claim that it was made after prices had risen."""
    memory._worth, memory._value = memory._worth + 0.5, memory._value + 0.5


def more_to_spare(memory: Memory) -> None:
    """Let a memory claim that there was more to spare than there was."""
    memory._spare = memory._spare + 5.0


@pytest.mark.parametrize("forge", [rose_before, more_to_spare])
@pytest.mark.parametrize("name", ["have", "need"])
@pytest.mark.parametrize("seed", [7, 10, 13])
def test_a_price_that_rose_and_is_called_unchanged_is_caught(
    seed: int, name: str, forge: Callable[[Memory], None]
):
    problem, memory = honest(seed), Memory()
    answer = answered(problem, problem)
    risen = price_as(name, higher(0.5))(problem, answer)
    assert broken_laws(problem, answer, memory) == set()
    forge(memory)
    assert "bound_eur" in broken_laws(problem, risen, memory)


def test_a_plan_that_fails_is_refused_with_every_law_it_breaks():
    problem = honest(1)
    forged = send_back(problem, answered(problem, problem))
    with pytest.raises(InternalError) as refused:
        certified(problem, forged.flows, forged.arcs, forged.tonnes, forged.objective_eur)
    assert {found.code for found in refused.value.problems} == {"certificate_fails"}
