# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold plan against reality: what is matched to what, what is left over, what cannot be."""

import shutil

import numpy as np
import pytest
from followed_loads import REGION, followed, loads_of, moves_hauled, tiny_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.errors import InputError
from kotipesa.monitor import follow
from kotipesa.monitor.matching import fill
from kotipesa.periods import month_number
from kotipesa.sources.loads import read_loads

FEBRUARY, MARCH = month_number("2026-02"), month_number("2026-03")


def of_move(found, start, end, month):
    moves = found.moves
    chosen = (moves.from_id == start) & (moves.to_id == end) & (moves.month == month)
    return {n: getattr(moves, n)[chosen][0] for n in type(moves).__slots__}


def codes_of(notes):
    return [note.code for note in notes]


def test_a_plan_that_is_hauled_as_planned_has_nothing_left_over():
    loads, _ = read_loads([tiny_plan() / "moves.csv"])
    found = follow(REGION, tiny_plan(), loads)
    assert set(found.moves.state) == {"done"}
    assert np.abs(found.moves.difference_t).max() < 1e-6
    assert np.abs(found.stocks.difference_t).max() < 1e-6
    assert len(found.unplanned.load) == 0
    assert found.hauled.values() == pytest.approx(found.due.values())


def test_a_load_belongs_to_the_move_between_its_places():
    found = followed("2026-02-03 a e gravel 20", "2026-02-20 a e gravel 30")
    assert moves_hauled(found) == {("a", "e", "2"): 50.0}
    told = of_move(found, "a", "e", FEBRUARY)
    assert (told["state"], told["share"], told["loads"]) == ("done", 1.0, 2)
    assert (told["first_load"], told["last_load"]) == ("2026-02-03", "2026-02-20")
    assert told["shift_months"] == 0.0


def test_the_oldest_open_move_is_filled_first():
    found = followed("2026-03-02 c p rock 30", "2026-03-09 c p rock 20")
    assert moves_hauled(found) == {("c", "p", "2"): 25.0, ("c", "p", "3"): 25.0}
    late = of_move(found, "c", "p", FEBRUARY)
    assert (late["state"], late["shift_months"], late["loads"]) == ("done", 1.0, 1)
    assert of_move(found, "c", "p", MARCH)["state"] == "open"


def test_what_is_more_than_all_moves_stays_with_the_last():
    found = followed("2026-02-02 c p rock 100")
    assert moves_hauled(found) == {("c", "p", "2"): 25.0, ("c", "p", "3"): 75.0}
    over = of_move(found, "c", "p", MARCH)
    assert (over["state"], over["difference_t"]) == ("over", 25.0)


def test_a_move_whose_month_has_passed_is_late():
    found = followed("2026-03-02 a e gravel 10")
    states = dict(zip(found.moves.from_id + found.moves.to_id, found.moves.state, strict=True))
    assert (states["ae"], states["dw"], states["qf"]) == ("late", "late", "to_come")


def test_loads_the_plan_knows_nothing_of_are_listed():
    found = followed("2026-02-03 a f gravel 7", "2026-02-04 a e clay 5")
    held = found.unplanned
    assert moves_hauled(found) == {}
    assert list(zip(held.from_place, held.to_place, held.material, held.tonnes, strict=True)) == [
        ("a", "f", "gravel", 7.0),
        ("a", "e", "clay", 5.0),
    ]
    assert held.reason.tolist() == ["no_pair", "other_material"]
    assert held.row.tolist() == [2, 3]


def test_a_load_may_name_sites_and_leave_the_material_open():
    found = followed("2026-02-03 north east . 20", "2026-02-03 north south gravel 4")
    assert moves_hauled(found) == {("a", "e", "2"): 20.0, ("a", "g", "2"): 4.0}


def test_loads_that_say_more_are_matched_before_those_that_say_less():
    found = followed("2026-02-01 north south . 9", "2026-02-02 a g gravel 10")
    assert moves_hauled(found) == {("a", "g", "2"): 10.0, ("b", "g", "2"): 9.0}


def test_materials_and_sites_may_be_called_by_name():
    region = REGION.replace(
        sites=type(REGION.sites)(
            **{n: getattr(REGION.sites, n) for n in type(REGION.sites).__slots__}
            | {"name": np.array(["Pohjoinen", *[""] * 6], dtype=object)}
        )
    )
    found = follow(region, tiny_plan(), loads_of("2026-02-03 POHJOINEN e gravel 20"))
    assert moves_hauled(found) == {("a", "e", "2"): 20.0}


def test_unknown_places_are_refused_with_the_nearest():
    with pytest.raises(InputError) as caught:
        followed("2026-02-03 nort e gravel 20", "2026-02-03 a e gravl 20")
    assert [(p.code, p.where.row, p.where.column) for p in caught.value.problems] == [
        ("load_place_unknown", 2, "from"),
        ("unknown_material", 3, "material"),
    ]
    assert dict(caught.value.problems[0].params)["nearest"].startswith("north")


def test_months_add_up_and_the_future_is_not_known():
    found = followed(
        "2026-01-15 d w clay 10", "2026-02-03 a e gravel 20 no", "2026-02-04 a f clay 1"
    )
    months = found.months
    assert months.planned_t.tolist() == [30.0, 130.0, 122.5, 2.5]
    assert months.hauled_t[:2].tolist() == [10.0, 21.0]
    assert months.hauled_cumulative_t[:2].tolist() == [10.0, 31.0]
    assert [months.measured_t[1], months.estimated_t[1], months.unplanned_t[1]] == [1.0, 20.0, 1.0]
    assert np.isnan(months.hauled_t[2:]).all()


def test_stock_is_recounted_from_the_loads():
    found = followed("2026-02-10 p k crush 20", "2026-03-10 k f crush 5")
    stocks = found.stocks
    told = zip(stocks.store, stocks.material, stocks.planned_t, stocks.hauled_t, strict=True)
    assert list(told) == [
        ("k", "crush", 0.0, 0.0),
        ("k", "crush", 22.5, 20.0),
        ("k", "crush", 0.0, 15.0),
    ]
    assert found.notes == ()


def test_a_store_cannot_give_what_never_came():
    found = followed("2026-03-10 k f crush 5")
    assert [(note.code, dict(note.params)) for note in found.notes] == [
        (
            "stock_negative",
            {"store": "k", "material": "crush", "month": "2026-03", "tonnes": "-5"},
        )
    ]


def test_loads_after_the_month_asked_for_do_not_count():
    found = followed("2026-02-03 a e gravel 20", "2026-03-03 a e gravel 30", as_of=FEBRUARY)
    assert (moves_hauled(found), codes_of(found.notes)) == (
        {("a", "e", "2"): 20.0},
        ["loads_after"],
    )


def test_municipalities_are_set_side_by_side():
    pairs = followed("2026-02-03 a e gravel 20").pairs
    told = {
        (start, end): (due, hauled)
        for start, end, due, hauled in zip(
            pairs.from_municipality, pairs.to_municipality, pairs.due_t, pairs.hauled_t, strict=True
        )
    }
    assert told["Vantaa", "Helsinki"] == (80.0, 20.0)
    assert float(pairs.planned_t.sum()) == 285.0


def test_the_impact_of_hauls_uses_the_factors_of_the_plan():
    found = followed("2026-02-03 a e gravel 20", "2026-02-03 a w gravel 10")
    assert found.hauled["tonne_km"].value == 20 * 12.0
    assert found.hauled["haul_eur"].value == pytest.approx(20 * 147 / 50 + 10 * 4.2)
    assert found.hauled["haul_kgco2e"].value == pytest.approx(20 * 54 / 50 + 10 * 1.9)
    assert found.due["moved_t"].value == 160.0


def test_loads_no_way_leads_along_are_said_to_lack_kilometres():
    found = followed("2026-02-03 west north gravel 10")
    assert [(n.code, dict(n.params)) for n in found.notes] == [
        ("load_kilometres_unknown", {"count": "1", "tonnes": "10"})
    ]


def test_a_changed_region_is_noted():
    changed = REGION.replace(sha256="other")
    found = follow(changed, tiny_plan(), loads_of("2026-02-03 a e gravel 20"))
    assert codes_of(found.notes) == ["plan_of_another_region"]


def test_a_plan_that_lacks_its_files_is_refused(tmp_path):
    shutil.copy(tiny_plan() / "plan.json", tmp_path)
    (tmp_path / "moves.csv").write_text("nonsense\n1\n")
    with pytest.raises(InputError) as caught:
        follow(REGION, tmp_path, loads_of("2026-02-03 a e gravel 20"))
    assert codes_of(caught.value.problems) == ["plan_file_unreadable", "plan_file_missing"]


def test_totals_tell_measured_from_estimated():
    totals = followed("2026-02-03 a e gravel 20", "2026-02-04 a e gravel 5 no").totals
    assert [totals[n] for n in ("hauled_t", "measured_t", "estimated_t", "matched_t")] == [
        *(25.0, 20.0, 5.0, 25.0)
    ]


ENDS = ("a", "b", "c", "k", "p", "q", "north", "yard", "south")
GOALS = ("e", "f", "g", "p", "k", "r", "w", "east", "west", "south")
LINE = st.builds(
    lambda day, month, start, end, material, kg: (
        f"2026-{month:02d}-{day:02d} {start} {end} {material} {kg / 1000:.3f}"
    ),
    *(st.integers(1, 28), st.integers(1, 6), st.sampled_from(ENDS), st.sampled_from(GOALS)),
    *(st.sampled_from(["gravel", "clay", "rock", "crush", "."]), st.integers(1, 90_000)),
)


@settings(max_examples=40)
@given(st.lists(LINE, min_size=1, max_size=30))
def test_every_gram_of_every_load_stands_in_each_table_once(lines):
    loads = loads_of(*lines)
    found = follow(REGION, tiny_plan(), loads)

    def grams(tonnes):
        return int(np.rint(np.nansum(tonnes) * 1e6))

    whole = int(np.rint(loads.tonnes * 1e6).astype(np.int64).sum())
    assert grams(found.moves.hauled_t) + grams(found.unplanned.tonnes) == whole
    assert grams(found.months.hauled_t) == whole
    assert grams(found.pairs.hauled_t) == whole
    assert grams(np.array([found.totals["matched_t"] + found.totals["unplanned_t"]])) == whole


AMOUNTS = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 50)), max_size=12)


@given(AMOUNTS, st.lists(st.tuples(st.integers(0, 3), st.integers(0, 50)), max_size=8))
def test_filling_is_the_same_as_filling_load_by_load(loads, moves):
    def column(pairs, place):
        return np.array([pair[place] for pair in pairs], dtype=np.int64)

    parts = fill(column(loads, 0), column(loads, 1), column(moves, 0), column(moves, 1))
    told = sorted(zip(parts.load.tolist(), parts.move.tolist(), parts.grams.tolist(), strict=True))
    assert told == sorted(_by_hand(loads, moves))


def _by_hand(loads, moves):
    left = [grams for _, grams in moves]
    for number, (key, grams) in enumerate(loads):
        same = [move for move, (other, _) in enumerate(moves) if other == key]
        rest = grams
        for move in same:
            taken = rest if move == same[-1] else min(rest, left[move])
            left[move] -= taken
            rest -= taken
            if taken:
                yield number, move, taken
