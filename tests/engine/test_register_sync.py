# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what becomes of a system's rows: what changed there, here, and on both sides."""

import numpy as np
import pytest
from register_told import (
    EMPTY_REGION,
    by_id,
    cells,
    edited,
    outcomes,
    reasons,
    record_set,
    tell,
    with_records,
)

from kotipesa.register.records import Records
from kotipesa.register.sync.standing import Standing

A = {"id": "a", "name": "one", "amount": "10", "unit": "t", "site": "s"}
B = {"id": "b", "name": "two", "amount": "20", "unit": "t", "site": "s"}
OTHERS = [{"id": f"o{n}", "name": "other"} for n in range(12)]


def told(*rows):
    return {"lots": [*rows, *OTHERS]}


@pytest.fixture
def first():
    return tell(EMPTY_REGION, told(A, B), as_of="2026-01-31")


def again(first, rows, here=None, **rules):
    standing = first.standing if here is None else edited(first.standing, "lots", here)
    return tell(standing, rows, last=first.last, **rules)


def codes(synced):
    return [found.code for found in (*synced.refusals, *synced.notes)]


def without_id(row):
    return {name: cell for name, cell in row.items() if name != "id"}


def test_rows_told_first_are_new_and_their_system_keeps_them(first):
    assert set(outcomes(first).values()) == {"new"}
    assert by_id(first.standing)["a"] == without_id(A)
    records = record_set(first.standing.records)
    assert {(r[1], r[2], r[3], r[4], r[6]) for r in records if r[1] == "a"} == {
        ("a", "S", "a", True, "2026-01-31")
    }


def test_what_is_told_again_changes_nothing(first):
    synced = again(first, told(B, A), as_of="2026-01-31")
    assert outcomes(synced) == {}
    assert synced.standing.here("lots") is first.standing.here("lots")
    assert record_set(synced.standing.records) == record_set(first.standing.records)


def test_another_spelling_of_the_same_is_no_change(first):
    respelled = told(A | {"amount": "10,0", "contamination": "clean", "from": ""}, B)
    synced = again(first, respelled)
    assert outcomes(synced) == {}
    assert record_set(synced.standing.records) == record_set(first.standing.records)


def test_what_changed_there_is_taken_and_what_changed_here_stays(first):
    here = [A, B | {"name": "mine"}, *OTHERS]
    synced = again(first, told(A | {"name": "theirs"}, B), here)
    assert outcomes(synced) == {"a": "changed_there", "b": "changed_here"}
    assert cells(synced) == [
        ("a", "name", "one", "one", "theirs", "theirs"),
        ("b", "name", "two", "mine", "two", "ours"),
    ]
    rows = by_id(synced.standing)
    assert (rows["a"]["name"], rows["b"]["name"]) == ("theirs", "mine")


def test_two_columns_of_one_row_may_change_on_two_sides(first):
    here = [A | {"note": "by hand", "name": "mine"}, B, *OTHERS]
    synced = again(first, told(A | {"site": "t"}, B), here)
    assert by_id(synced.standing)["a"] == without_id(A) | {
        "note": "by hand",
        "name": "mine",
        "site": "t",
    }


def test_the_same_change_on_both_sides_is_no_conflict(first):
    synced = again(first, told(A | {"name": "new"}, B), [A | {"name": "new"}, B, *OTHERS])
    assert outcomes(synced) == {"a": "changed_alike"}


def test_the_keeper_wins_a_conflict_and_it_is_said(first):
    synced = again(first, told(A | {"name": "theirs"}, B), [A | {"name": "mine"}, B, *OTHERS])
    assert (outcomes(synced), reasons(synced)) == ({"a": "settled"}, {"a": "keeper"})
    assert cells(synced) == [("a", "name", "one", "mine", "theirs", "theirs")]
    assert by_id(synced.standing)["a"]["name"] == "theirs"
    assert codes(synced) == ["sync_keeper_won"]


def without_keeper(synced):
    old = synced.standing.records
    records = Records(
        old.table,
        old.id,
        old.system,
        old.system_id,
        np.zeros(len(old), dtype=bool),
        old.seen_sha256,
        old.seen,
    )
    return Standing(synced.standing.sheets, records)


def test_a_conflict_that_nobody_decides_writes_nothing_of_its_row(first):
    here = edited(without_keeper(first), "lots", [A | {"name": "mine"}, B, *OTHERS])
    there = told(A | {"name": "theirs", "site": "t"}, B)
    synced = tell(here, there, last=first.last)
    assert outcomes(synced) == {"a": "conflict"}
    assert cells(synced) == [
        ("a", "name", "one", "mine", "theirs", "open"),
        ("a", "site", "s", "s", "t", "open"),
    ]
    assert codes(synced) == ["sync_conflict"]
    assert by_id(synced.standing)["a"] == without_id(A) | {"name": "mine"}
    assert outcomes(tell(synced.standing, there, last=synced.last)) == {"a": "conflict"}


@pytest.mark.parametrize(("take", "name"), [("theirs", "theirs"), ("ours", "mine")])
def test_whoever_syncs_may_decide_every_conflict(first, take, name):
    here = [A | {"name": "mine"}, B, *OTHERS]
    there = told(A | {"name": "theirs", "site": "t"}, B)
    synced = again(first, there, here, take=take)
    assert reasons(synced) == {"a": take}
    assert by_id(synced.standing)["a"] == without_id(A) | {"name": name, "site": "t"}
    left = tell(synced.standing, there, last=synced.last)
    assert outcomes(left) == ({"a": "changed_here"} if take == "ours" else {})


def test_amount_and_unit_are_one_thing(first):
    there = told(A | {"amount": "6", "unit": "m3ktr"}, B)
    synced = again(first, there, [A | {"amount": "12"}, B, *OTHERS], take="ours")
    assert by_id(synced.standing)["a"] == without_id(A) | {"amount": "12"}


def test_a_row_that_vanished_goes_when_only_its_keeper_knew_it(first):
    synced = again(first, told(A))
    assert outcomes(synced) == {"b": "removed"}
    assert "b" not in by_id(synced.standing)
    assert "b" not in synced.last["lots"].id
    assert {record[1] for record in record_set(synced.standing.records)}.isdisjoint({"b"})


def test_a_row_that_vanished_stays_when_it_was_changed_here_and_may_come_back(first):
    synced = again(first, told(A), [A, B | {"note": "checked"}, *OTHERS])
    assert (outcomes(synced), reasons(synced)) == ({"b": "vanished"}, {"b": "changed_here"})
    assert outcomes(tell(synced.standing, told(A), last=synced.last)) == {}
    back = tell(synced.standing, told(A, B | {"name": "2"}), last=synced.last)
    assert outcomes(back) == {"b": "reappeared"}
    assert by_id(back.standing)["b"] == without_id(B) | {"name": "2", "note": "checked"}


def test_a_row_that_vanished_stays_when_its_system_does_not_keep_it(first):
    synced = tell(without_keeper(first), told(A), last=first.last)
    assert reasons(synced) == {"b": "not_keeper"}


def test_a_row_that_vanished_stays_when_another_system_knows_it(first):
    standing = first.standing
    other = tell(standing, {"lots": [B]}, system="T").standing
    synced = tell(other, told(A), last=first.last)
    assert reasons(synced) == {"b": "known_elsewhere"}


def test_lots_of_agreed_moves_never_go(first):
    locked = [{"from_kind": "lot", "from_id": "b", "to_kind": "lot", "to_id": "a"}]
    standing = edited(first.standing, "locked", locked)
    synced = tell(standing, told(A), last=first.last)
    assert (reasons(synced), codes(synced)) == ({"b": "locked"}, ["sync_locked_vanished"])
    assert "b" in by_id(synced.standing)


def test_sites_and_projects_that_rows_refer_to_stay():
    sites = [{"id": f"s{n}", "x": "25", "y": "60"} for n in range(12)]
    projects = [{"id": f"p{n}", "name": "-"} for n in range(12)]
    projects[1]["alternative_of"] = "p0"
    first = tell(EMPTY_REGION, {"sites": sites, "projects": projects})
    mine = [{"id": "mine", "site": "s0", "project": "p1"}]
    standing = edited(first.standing, "lots", mine)
    synced = tell(standing, {"sites": sites[2:], "projects": projects[2:]}, last=first.last)
    assert outcomes(synced, "sites") == {"s1": "removed", "s0": "vanished"}
    assert reasons(synced, "sites") == {"s0": "referred_to"}
    assert outcomes(synced, "projects") == {"p0": "vanished", "p1": "vanished"}


def test_projects_that_the_settings_name_stay():
    projects = [{"id": f"p{n}", "name": "-"} for n in range(12)]
    first = tell(EMPTY_REGION, {"projects": projects})
    standing = Standing(first.standing.sheets, first.standing.records, frozenset({"p0"}))
    synced = tell(standing, {"projects": projects[2:]}, last=first.last)
    assert outcomes(synced, "projects") == {"p1": "removed", "p0": "vanished"}


def test_a_row_removed_here_is_not_brought_back_until_it_changes_there(first):
    synced = again(first, told(A, B), [A, *OTHERS])
    assert outcomes(synced) == {"b": "removed_here"}
    assert "b" not in by_id(synced.standing)
    changed = tell(synced.standing, told(A, B | {"amount": "21"}), last=synced.last, take="ours")
    assert outcomes(changed) == {"b": "settled"}
    assert "b" not in by_id(changed.standing)
    kept = tell(synced.standing, told(A, B | {"amount": "21"}), last=synced.last)
    assert by_id(kept.standing)["b"]["amount"] == "21"


def test_tables_and_columns_that_are_not_told_stay_as_they_are(first):
    fewer = [{key: row[key] for key in row if key != "site"} for row in told(A, B)["lots"]]
    synced = again(first, {"lots": fewer})
    assert (outcomes(synced), codes(synced)) == ({}, ["sync_column_left_out"])
    assert by_id(synced.standing)["a"] == without_id(A)
    nothing = again(first, {"sites": []})
    assert codes(nothing) == ["sync_table_left_out"]
    assert by_id(nothing.standing) == by_id(first.standing)


def test_one_lot_is_known_to_two_systems_under_two_ids(first):
    tie = Records(
        *(np.array([cell], dtype=object) for cell in ("lots", "a", "Excel", "1e5")),
        np.array([False]),
        *(np.array([""], dtype=object) for _ in range(2)),
    )
    standing = with_records(first.standing, tie)
    synced = tell(standing, {"lots": [{"id": "1e5", "note": "from Excel"}]}, system="Excel")
    assert outcomes(synced) == {"1e5": "changed_there"}
    assert by_id(synced.standing)["a"] == without_id(A) | {"note": "from Excel"}
    both = {(r[2], r[3], r[4]) for r in record_set(synced.standing.records) if r[1] == "a"}
    assert both == {("S", "a", True), ("Excel", "1e5", False)}


def test_an_id_taken_by_another_row_gets_the_name_of_its_system(first):
    excel = {
        "sites": [{"id": "s", "x": "26"}],
        "lots": [{"id": "a", "site": "s", "name": "mine"}, {"id": "z", "site": "s"}],
    }
    standing = edited(first.standing, "sites", [{"id": "s", "x": "25"}])
    known = tell(standing, {"sites": [{"id": "s", "x": "25"}]}, last={}).standing
    synced = tell(known, excel, system="Excel")
    rows = by_id(synced.standing)
    assert rows["Excel-a"] == {"site": "Excel-s", "name": "mine"}
    assert rows["z"] == {"site": "Excel-s"}
    assert rows["a"] == without_id(A)
    assert sorted(codes(synced)) == ["sync_renamed", "sync_renamed"]
    assert outcomes(tell(synced.standing, excel, system="Excel", last=synced.last)) == {}


def test_a_row_that_says_the_same_under_the_same_id_is_the_same_row(first):
    synced = tell(first.standing, {"lots": [B]}, system="T")
    assert by_id(synced.standing) == by_id(first.standing)
    assert {r[2] for r in record_set(synced.standing.records) if r[1] == "b"} == {"S", "T"}


def test_a_row_that_no_system_knew_is_adopted_and_kept_by_who_tells_all_of_it():
    here = edited(EMPTY_REGION, "lots", [A, B | {"note": "by hand"}])
    synced = tell(here, {"lots": [A, B]})
    assert (outcomes(synced), codes(synced)) == ({}, ["sync_adopted"])
    keepers = {record[1]: record[4] for record in record_set(synced.standing.records)}
    assert keepers == {"a": True, "b": False}


def test_a_last_seen_copy_that_somebody_changed_is_not_believed(first):
    copy = first.last["lots"].rows()
    copy[0]["name"] = "tampered"
    tampered = edited(first.standing, "lots", copy).here("lots")
    here = edited(first.standing, "lots", [A | {"name": "tampered"}, B, *OTHERS])
    synced = tell(here, told(A, B), last={"lots": tampered})
    assert outcomes(synced) == {"a": "settled"}


ROWS = [{"id": f"{n:02d}", "name": f"n{n}", "site": f"s{n}", "amount": str(n)} for n in range(20)]


@pytest.mark.parametrize(
    ("export", "is_refused"),
    [
        (ROWS[4:], False),
        (ROWS[5:], True),
        ([], True),
        ([{"id": f"x{row['id']}"} for row in ROWS], True),
        ([row | {"id": f"{n + 1:02d}"} for n, row in enumerate(ROWS)], True),
        ([row | {"amount": "7", "name": "all"} for row in ROWS], False),
    ],
    ids=["a fifth less", "more than a fifth less", "empty", "another's", "renumbered", "changed"],
)
def test_an_export_that_went_wrong_is_refused(export, is_refused):
    first = tell(EMPTY_REGION, {"lots": ROWS})
    synced = tell(first.standing, {"lots": export}, last=first.last)
    assert [found.code for found in synced.refusals] == ["sync_loses_rows"] * is_refused


def test_content_of_an_earlier_day_is_refused(first):
    older = again(first, told(A, B), as_of="2026-01-30")
    assert codes(older) == ["sync_older"]
    assert codes(again(first, told(A, B), as_of="2026-02-28")) == []


def test_a_day_that_is_not_told_is_kept_only_for_what_is_unchanged(first):
    synced = again(first, told(A | {"name": "new"}, B))
    days = {record[1]: record[6] for record in record_set(synced.standing.records)}
    assert (days["a"], days["b"]) == ("", "2026-01-31")
