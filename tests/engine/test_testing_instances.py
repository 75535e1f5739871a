# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the instances to what they promise: every rule of the model is met in them."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from kotipesa.region import read
from kotipesa.testing import Draft, random_tables, small_tables, tiny, tiny_tables
from kotipesa.testing.referee import Answer, solve

SEEDS = range(36)
ARCS = {
    ("lot", "lot", ""),
    ("lot", "store", ""),
    ("lot", "process", ""),
    ("lot", "outlet", ""),
    ("store", "lot", ""),
    ("store", "process", ""),
    ("store", "outlet", ""),
    ("process", "lot", "product"),
    ("process", "lot", "residue"),
    ("process", "store", "product"),
    ("process", "store", "residue"),
    ("process", "outlet", "product"),
    ("process", "outlet", "residue"),
    ("source", "lot", ""),
}


@cache
def drawn(seed: int) -> tuple[Draft, Answer]:
    draft = random_tables(seed)
    return draft, solve(draft.region())


def drafts() -> list[Draft]:
    return [drawn(seed)[0] for seed in SEEDS]


def cells(table: str, column: str) -> set[str]:
    """Give every text a column holds in some drawn region."""
    return {row.get(column, "") for draft in drafts() for row in draft.tables[table]}


def parts(texts: Iterable[str]) -> set[str]:
    return {part for text in texts for part in text.split("|")}


def used_arcs(answers: Iterable[Answer]) -> set[tuple[str, str, str]]:
    flows = (flow for answer in answers for flow in answer.flows)
    return {(flow.arc.from_kind, flow.arc.to_kind, flow.arc.part) for flow in flows}


def test_the_drawn_regions_use_every_kind_of_arc():
    assert used_arcs(drawn(seed)[1] for seed in SEEDS) == ARCS


def test_the_drawn_regions_have_a_plan():
    assert {drawn(seed)[1].status for seed in SEEDS} == {"optimal"}


def test_the_drawn_regions_carry_stock_and_leave_lots_unmet():
    answers = [drawn(seed)[1] for seed in SEEDS]
    assert any(answer.stocks for answer in answers)
    assert any(answer.unmet_t for answer in answers)


def test_the_drawn_lots_use_every_rule():
    assert cells("lots", "unit") == {"t", "kg", "m3ktr", "m3itd", "m3rtr", "pcs"}
    assert cells("lots", "kind") == {"", "parts", "food"}
    assert cells("lots", "invasive") >= {"", "yes"}
    assert cells("lots", "sulphide") >= {"", "no", "potential", "actual"}
    assert cells("lots", "contamination") >= {"clean", "lower", "hazardous", "unknown"}
    assert cells("lots", "project") >= {"", "p1", "p2", "p3", "p4"}
    assert parts(cells("lots", "accepts_contamination")) >= {"", "clean", "threshold", "unknown"}
    assert parts(cells("lots", "accepts")) >= {"", "stone", "mixed"}
    assert cells("lots", "accepts_sulphide") >= {"", "yes", "no"}
    assert len(cells("lots", "min_fitness")) > 5
    assert len(cells("lots", "owner")) > 2


def test_the_drawn_facilities_use_every_rule():
    assert cells("facilities", "role") == {"store", "process", "outlet", "source"}
    assert cells("facilities", "outcome") == {"", "recovery", "disposal"}
    assert cells("facilities", "origin") == {"", "virgin", "recycled"}
    assert cells("facilities", "fixed_eur") == {"", "5000"}
    assert cells("facilities", "residue_material") == {"", "sludge"}
    limited = ("capacity_t", "capacity_t_per_month", "materials", "accepts_origin", "open_from")
    for column in (*limited, "open_to", "yield", "eur_per_t", "kgco2e_per_t"):
        assert {"", *cells("facilities", column)} == cells("facilities", column), column
        assert len(cells("facilities", column)) > 2, column


def test_the_drawn_settings_use_every_rule():
    settings = [draft.settings for draft in drafts()]
    assert {s["distances"] for s in settings} == {"explicit", "crow", "roads"}
    sometimes = ("min_recovery_share", "max_km", "detour", "alternatives", "end_stock_eur_per_t")
    for name in sometimes:
        assert {name in s for s in settings} == {True, False}, name


def test_the_drawn_locks_are_of_every_kind():
    locks = {(lock["from_kind"], lock["to_kind"]) for d in drafts() for lock in d.tables["locked"]}
    assert locks == {(giver, taker) for giver, taker, _ in ARCS}


@pytest.mark.parametrize("seed", range(200, 206))
def test_a_broken_lock_leaves_no_plan(seed: int):
    assert solve(random_tables(seed, broken_lock=True).region()).status == "infeasible"


def test_the_same_seed_draws_the_same_rows():
    assert random_tables(7) == random_tables(7)
    assert random_tables(7) != random_tables(8)


def test_the_tiny_region_costs_what_was_reckoned_by_hand():
    """Haul 734.70, facilities 431.25, storage 22.5 t × 0.20, carbon 360.15 kg at 60 eur a tonne."""
    assert solve(tiny()).objective_eur == pytest.approx(734.70 + 431.25 + 4.50 + 0.36015 * 60)


def test_the_tiny_region_uses_a_store_a_process_its_residue_both_outlets_and_the_source():
    answer = solve(tiny())
    ids = tiny().facilities.id
    ends = {ids[f.arc.to_row] for f in answer.flows if f.arc.to_kind != "lot"}
    starts = {ids[f.arc.from_row] for f in answer.flows if f.arc.from_kind != "lot"}
    assert ends | starts == {"k", "p", "r", "w", "q"}
    assert ("process", "outlet", "residue") in used_arcs([answer])


@pytest.mark.parametrize("draft", [tiny_tables(), small_tables(), random_tables(2)])
def test_a_region_written_and_read_is_the_region_of_its_rows(draft: Draft, tmp_path: Path):
    read_back = solve(read(draft.write(tmp_path / "region")))
    assert read_back == solve(draft.region())
