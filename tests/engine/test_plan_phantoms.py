# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what the referee once found against plans: nothing of nothing, nothing guessed."""

import pytest

from kotipesa.plan import make_plan
from kotipesa.testing import Draft, random_tables
from kotipesa.testing.draft import rows
from kotipesa.testing.referee import solve


def one_process() -> Draft:
    """Draft a process that makes all of its input into product, but names a residue."""
    tables = {
        "materials": rows("code", "rock", "crush", "fines"),
        "lots": rows(
            "id direction material amount unit site from to",
            "a have rock 100 t here 2026-01 2026-01",
        ),
        "facilities": rows(
            "id role site to_material residue_material",
            "p process here crush fines",
            "o outlet here . .",
        ),
        "distances": rows("from_site to_site eur_per_t", "here here 1"),
        "locked": rows(
            "from_kind from_id to_kind to_id month tonnes", "process p outlet o 2026-01 40"
        ),
    }
    return Draft(tables, {"start": "2026-01", "months": 1, "distances": "explicit"})


def test_a_process_that_leaves_nothing_over_gives_no_residue():
    region = one_process().region()
    assert solve(region).objective_eur == pytest.approx(140)
    plan = make_plan(region)
    assert plan.objective_eur == pytest.approx(140)
    assert set(plan.moves.part) == {"", "product"}


@pytest.mark.parametrize("seed", [5310, 5837, 5945])
def test_no_residue_relieves_a_need_for_nothing(seed: int):
    region = random_tables(seed, lots=10 + seed * 7 % 60).region()
    opened = ("store3",) if seed % 5 == 0 else ()
    plan = make_plan(region, open_ids=opened)
    assert plan.objective_eur == pytest.approx(solve(region, opened).objective_eur, rel=1e-6)


@pytest.mark.parametrize("seed", [180, 260, 5028, 5156, 5308])
def test_a_plan_out_of_time_is_not_called_infeasible(seed: int):
    region = random_tables(seed, lots=10 + seed * 7 % 60).region()
    opened = ("store3",) if seed % 5 == 0 else ()
    optimum = solve(region, opened).objective_eur
    plan = make_plan(region, time_limit_s=0.0, open_ids=opened)
    assert plan.lower_bound_eur <= optimum * (1 + 1e-6)
    assert plan.objective_eur >= optimum * (1 - 1e-6)


def test_two_agreements_on_one_move_add_up():
    draft = one_process()
    agreed = "from_kind from_id to_kind to_id month tonnes"
    draft.tables["facilities"].append(
        {"id": "dear", "role": "outlet", "site": "here", "eur_per_t": "5"}
    )
    draft.tables["locked"] = rows(
        agreed, "lot a outlet dear 2026-01 20", "lot a outlet dear 2026-01 30"
    )
    plan = make_plan(draft.region())
    to_dear = plan.moves.tonnes[plan.moves.to_id == "dear"]
    assert to_dear.tolist() == pytest.approx([50])
