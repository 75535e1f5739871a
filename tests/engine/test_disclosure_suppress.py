# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the rules by which figures are withheld, and why each is."""

import time

import numpy as np
import pytest
from disclosure_tables import table, tables, too_closely_told
from hypothesis import given, settings

from kotipesa.disclosure import TOTAL, Contributions, Rules, protect
from kotipesa.disclosure.suppress import COMPLEMENT, DOMINANT, EMPTY, FEW, SHOWN

CROWD = [((0,), owner, 100) for owner in "ABC"]


def reasons(rows, shape=(1,), rules=None, known=None, sealed=None):
    contributions = table(rows, shape, sealed)
    own = None if known is None else contributions.owner == known
    return protect(contributions, rules, known=own).reason.tolist()


def test_three_owners_are_shown():
    found = protect(table(CROWD, (1,)))
    assert (found.shown_t.tolist(), found.reason.tolist()) == ([300, 300], [SHOWN, SHOWN])
    assert found.withheld_t == 0


def test_two_owners_are_withheld_and_so_is_one_of_many_contributions():
    assert reasons(CROWD[:2]) == [FEW, FEW]
    assert reasons([((0,), "A", tonnes) for tonnes in range(1, 9)]) == [FEW, FEW]


def test_an_owner_without_tonnes_makes_no_crowd():
    assert reasons([*CROWD[:2], ((0,), "C", 0)]) == [FEW, FEW]


def test_two_owners_of_nearly_all_are_withheld():
    rows = [((0,), "A", 500), ((0,), "B", 360), ((0,), "C", 140)]
    assert reasons(rows) == [DOMINANT, DOMINANT]
    assert reasons([*rows, ((0,), "D", 20)]) == [SHOWN, SHOWN]


def test_the_second_largest_may_not_tell_the_largest():
    rows = [((0,), "A", 100), ((0,), "B", 60), ((0,), "C", 9), ((0,), "D", 0.5)]
    assert reasons(rows, rules=Rules(share=1.0, p=0.1)) == [DOMINANT, DOMINANT]
    assert reasons(rows, rules=Rules(share=1.0, p=0.09)) == [SHOWN, SHOWN]


def test_public_tonnes_are_shown_and_are_no_crowd():
    found = protect(table([*CROWD, ((0,), "D", 50)], (1,), [True, False, False, True]))
    assert found.reason.tolist() == [FEW, FEW]
    assert found.open_t.tolist() == [200, 200]
    assert protect(table(CROWD, (1,), [False] * 3)).reason.tolist() == [SHOWN, SHOWN]


def test_a_readers_own_tonnes_are_no_crowd_for_the_reader():
    assert reasons(CROWD, known="A") == [FEW, FEW]
    assert reasons([*CROWD, ((0,), "D", 100)], known="A") == [SHOWN, SHOWN]


def test_of_two_owners_one_may_not_read_the_other():
    assert reasons(CROWD[:2], known="A") == [FEW, FEW]


def test_what_is_all_the_readers_own_is_shown_to_it():
    assert reasons(CROWD[:1], known="A") == [SHOWN, SHOWN]


def test_a_cell_without_anything_is_empty_and_shown_as_zero():
    found = protect(table(CROWD, (2,)))
    assert (found.shown_t.tolist(), found.reason.tolist()) == (
        [300, 0, 300],
        [SHOWN, EMPTY, SHOWN],
    )


def test_a_lone_gap_takes_another_with_it():
    crowds = [((row,), f"{owner}{row}", 100) for row in (1, 2) for owner in "ABC"]
    found = protect(table([((0,), "X", 100), *crowds], (3,)))
    assert found.reason.tolist() == [FEW, COMPLEMENT, SHOWN, SHOWN]
    assert found.withheld_t == 400


def test_two_gaps_of_one_owner_take_a_third_with_them():
    crowds = [((row,), f"{owner}{row}", 100) for row in (2, 3) for owner in "ABC"]
    found = protect(table([((0,), "X", 100), ((1,), "X", 100), *crowds], (4,)))
    assert found.reason.tolist() == [FEW, FEW, COMPLEMENT, SHOWN, SHOWN]


def test_two_gaps_of_two_owners_are_no_secret_to_these_two():
    crowd = [((2,), owner, 100) for owner in "CDE"]
    found = protect(table([((0,), "A", 100), ((1,), "B", 100), *crowd], (3,)))
    assert found.reason.tolist() == [FEW, FEW, COMPLEMENT, SHOWN]


def test_three_gaps_of_three_owners_hide_each_other():
    crowd = [((3,), owner, 100) for owner in "DEF"]
    gaps = [((row,), owner, 100) for row, owner in enumerate("ABC")]
    assert reasons([*gaps, *crowd], (4,)) == [FEW, FEW, FEW, SHOWN, SHOWN]


def test_small_figures_together_hide_a_large_one():
    crowds = [((row,), f"{owner}{row}", 3) for row in (1, 2) for owner in "ABC"]
    large = [((3,), f"{owner}3", 1_000) for owner in "ABC"]
    found = protect(table([((0,), "X", 100), *crowds, *large], (4,)))
    assert found.reason.tolist() == [FEW, COMPLEMENT, COMPLEMENT, SHOWN, SHOWN]


def test_where_nothing_else_can_hide_a_figure_its_sum_does():
    found = protect(table([((0,), "A", 100), ((1,), "B", 1), ((1,), "C", 1), ((1,), "D", 1)], (2,)))
    assert found.reason[TOTAL] == DOMINANT
    assert np.isnan(found.withheld_t)


def test_with_too_many_unsafe_figures_only_the_sum_of_all_is_shown():
    contributions = table([((row,), owner, 100) for row, owner in enumerate("ABC")], (3,))
    found = protect(contributions, most_unsafe=2)
    assert found.reason.tolist() == [FEW, FEW, FEW, SHOWN]
    few = table([((0,), "A", 1), ((1,), "B", 1)], (2,))
    assert protect(few, most_unsafe=1).is_withheld.all()


@settings(max_examples=25)
@given(tables([(3, 3), (4,), (2, 2, 2)]))
def test_the_order_of_contributions_does_not_matter(contributions):
    back = slice(None, None, -1)
    turned = Contributions(
        contributions.shape,
        contributions.cell[back],
        contributions.owner[back],
        contributions.amount_t[back],
        contributions.is_protected[back],
    )
    assert protect(turned).reason.tolist() == protect(contributions).reason.tolist()


@settings(max_examples=25)
@given(tables([(3, 3), (4,), (2, 2, 2)]))
def test_too_large_tables_withhold_all_that_others_would(contributions):
    less, more = protect(contributions, most_unsafe=0), protect(contributions)
    everything = (TOTAL,) * len(contributions.shape)
    assert less.is_withheld[everything] <= more.is_withheld[everything]
    if (more.reason == FEW).any():
        assert too_closely_told(contributions, less, 0.1) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"amount_t": np.array([-1.0])}, "zero or more"),
        ({"amount_t": np.array([np.nan])}, "zero or more"),
        ({"cell": np.array([[1]])}, "outside"),
        ({"cell": np.array([[0, 0]])}, "index for each axis"),
    ],
)
def test_contributions_that_are_none_are_refused(change, words):
    sound = {
        "shape": (1,),
        "cell": np.array([[0]]),
        "owner": np.array(["A"], dtype=object),
        "amount_t": np.array([1.0]),
        "is_protected": np.array([True]),
    }
    with pytest.raises(ValueError, match=words):
        Contributions(**{**sound, **change})


@pytest.mark.parametrize("blur", [0.0, 0.6])
def test_a_blur_that_nothing_could_keep_is_refused(blur):
    with pytest.raises(ValueError, match="at most a half"):
        Rules(blur=blur)


def test_a_table_without_contributions_is_empty():
    nothing = Contributions(
        (2, 2),
        np.zeros((0, 2), dtype=int),
        np.array([], dtype=object),
        np.zeros(0),
        np.zeros(0, bool),
    )
    assert set(protect(nothing).reason.ravel()) == {EMPTY}


def test_fifty_thousand_contributions_are_judged_in_a_second():
    rng = np.random.default_rng(0)
    shape, size = (26, 21, 36), 50_000
    contributions = Contributions(
        shape,
        np.stack([rng.integers(0, n, size) for n in shape], axis=1),
        rng.integers(0, 80, size),
        rng.lognormal(6, 1, size),
        np.ones(size, dtype=bool),
    )
    begun = time.process_time()
    found = protect(contributions, most_unsafe=0)
    assert time.process_time() - begun < 1
    assert found.shown_t[TOTAL, TOTAL, TOTAL] == pytest.approx(contributions.amount_t.sum())
