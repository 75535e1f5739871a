# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the choice of sites to every subset tried one by one, and its bound to what it proves."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.errors import InputError, UsageError
from kotipesa.plan import make_plan
from kotipesa.plan.solve.generation import solve
from kotipesa.report.directory import write_plan
from kotipesa.siting import Asked, choose_sites
from kotipesa.siting.bound import bound
from kotipesa.siting.candidates import with_candidates
from kotipesa.siting.choice import decided, undecided
from kotipesa.siting.ground import ground_of
from kotipesa.siting.master import Master
from kotipesa.siting.quotes import quotes_of
from kotipesa.testing import audit, random_tables

few = settings(max_examples=5, derandomize=True, database=None)
SEEDS = st.integers(0, 9999)
SAME = 1e-6


def unbuilt_tables(seed, count=4, dearest=6_000):
    """Draw a region in which some facilities of any role are not built, and nothing is agreed."""
    draft = random_tables(seed)
    draft.tables["locked"] = []
    dice = np.random.default_rng(seed)
    facilities = draft.tables["facilities"]
    for facility in facilities:
        facility["fixed_eur"] = ""
    for row in dice.permutation(len(facilities))[:count]:
        facilities[row]["fixed_eur"] = str(dice.integers(0, dearest))
    return draft


def cost_of(region, candidates, opened):
    plan = make_plan(region, open_ids=candidates.id[opened].tolist(), with_baselines=False)
    return plan.objective_eur + candidates.fixed_eur[opened].sum()


def least_of_all(region, either=()):
    """Plan every subset that is allowed."""
    _, candidates = with_candidates(region, either)
    subsets = [
        np.array(bits, dtype=bool) for bits in product((False, True), repeat=len(candidates))
    ]
    allowed = [s for s in subsets if all(s[group].sum() <= 1 for group in candidates.either)]
    return min(cost_of(region, candidates, opened) for opened in allowed)


@few
@given(SEEDS)
def test_no_subset_of_sites_is_cheaper_and_the_bound_is_proven(seed):
    region = unbuilt_tables(seed).region()
    siting = choose_sites(region, Asked(gap=0.0))
    assert siting.plan.objective_eur == pytest.approx(least_of_all(region), rel=SAME)
    assert siting.plan.status == "optimal"
    assert siting.plan.lower_bound_eur == pytest.approx(siting.plan.objective_eur, rel=SAME)


@few
@given(SEEDS)
def test_of_alternatives_at_most_one_opens_and_no_better_choice_is_missed(seed):
    region = unbuilt_tables(seed, dearest=600).region()
    names = with_candidates(region)[1].id.tolist()
    either = [names[:2], names[1:]]
    siting = choose_sites(region, Asked(gap=0.0, either=either))
    assert [len({*group} & {*siting.plan.opened}) <= 1 for group in either] == [True, True]
    assert siting.plan.objective_eur == pytest.approx(least_of_all(region, either), rel=SAME)


@few
@given(SEEDS, st.floats(0, 1))
def test_any_prices_at_all_prove_a_bound_that_no_choice_undercuts(seed, share):
    region = unbuilt_tables(seed).region()
    problem, candidates = with_candidates(region)
    master, ground = Master(problem, candidates), ground_of(problem, candidates)
    least = least_of_all(region)
    for _ in range(3):
        answer = master.solve()
        scaled = quotes_of(master, answer)
        scaled.duals.have[:] *= share
        scaled.links[:] = share
        found = bound(ground, undecided(candidates), scaled)
        assert found.lower_bound_eur <= least + SAME * abs(least)
        master.add(found.paying)


@few
@given(SEEDS)
def test_what_it_would_cost_otherwise_is_what_it_costs(seed):
    siting = choose_sites(region := unbuilt_tables(seed).region(), Asked(gap=0.0))
    for site, otherwise_eur in enumerate(siting.earnings.otherwise_eur):
        other = siting.opened.copy()
        other[site] = not other[site]
        assert otherwise_eur == pytest.approx(cost_of(region, siting.candidates, other), rel=SAME)
    assert (siting.worth_eur[siting.opened] >= siting.candidates.fixed_eur[siting.opened] - 1).all()


def restricted_optimum(master, candidates):
    """Find the best choice on the arcs there are, as a solver of integer programs would."""
    costs = []
    for bits in product((False, True), repeat=len(candidates)):
        master.decide(decided(np.array(bits, dtype=bool)))
        costs.append(master.solve().objective_eur)
    return min(costs)


def test_the_optimum_on_the_arcs_of_a_plan_is_not_taken_for_the_optimum():
    """Arcs of no use when everything is open are what matters where something stays closed."""
    caught = 0
    for seed in range(6):
        region = unbuilt_tables(seed).region()
        problem, candidates = with_candidates(region)
        master, ground = Master(problem, candidates), ground_of(problem, candidates)
        master.add(solve(problem).arcs)
        presented = restricted_optimum(master, candidates)
        best = choose_sites(region, Asked(gap=0.0)).plan.objective_eur
        master.decide(undecided(candidates))
        found = bound(ground, undecided(candidates), quotes_of(master, master.solve()))
        assert found.lower_bound_eur <= best + SAME * best
        if presented > best + 1e-3 * best:
            caught += 1
            assert len(found.paying)
    assert caught


@few
@given(SEEDS)
def test_the_files_of_a_choice_hold_what_an_auditor_derives(tmp_path_factory, seed):
    region = unbuilt_tables(seed).region()
    siting = choose_sites(region, Asked(gap=1e-3))
    folder = tmp_path_factory.mktemp("siting") / "out"
    write_plan(siting.plan, folder, for_people=False, siting=siting)
    assert [str(fault) for fault in audit(region, folder)] == []


def test_an_agreed_move_into_an_unbuilt_site_opens_it():
    draft = unbuilt_tables(3)
    siting = choose_sites(draft.region(), Asked())
    moves = siting.plan.moves
    into = [n for n, to in enumerate(moves.to_id) if to in set(siting.candidates.id)]
    assert into
    row = into[0]
    draft.tables["locked"] = [
        {
            "from_kind": str(moves.from_kind[row]),
            "from_id": str(moves.from_id[row]),
            "to_kind": str(moves.to_kind[row]),
            "to_id": str(moves.to_id[row]),
            "month": f"{moves.month[row] // 12}-{moves.month[row] % 12 + 1:02d}",
            "tonnes": str(moves.tonnes[row] / 2),
        }
    ]
    site = draft.row("facilities", str(moves.to_id[row]))
    site["fixed_eur"] = "10000000"
    kept = choose_sites(draft.region(), Asked())
    assert site["id"] in kept.plan.opened
    assert kept.plan.money.fixed_eur >= 10_000_000


def test_nothing_to_choose_from_and_alternatives_that_are_none_are_refused():
    draft = unbuilt_tables(1, count=0)
    with pytest.raises(InputError) as nothing:
        choose_sites(draft.region(), Asked())
    assert [p.code for p in nothing.value.problems] == ["siting_nothing_unbuilt"]
    with pytest.raises(UsageError) as unknown:
        choose_sites(unbuilt_tables(1).region(), Asked(either=[["nowhere"]]))
    assert [p.code for p in unknown.value.problems] == ["siting_either_unknown"]
