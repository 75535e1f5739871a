# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the auditor to tables whose answers are known, and every published table to the auditor."""

import numpy as np
import pytest
from disclosure_tables import table, tables, too_closely_told
from hypothesis import given, settings

from kotipesa.arrays import texts
from kotipesa.disclosure import TOTAL, Published, Rules, attack, protect
from kotipesa.disclosure.contributions import with_sums
from kotipesa.disclosure.suppress import COMPLEMENT, FEW

X = np.nan


def published(shown):
    """Make a table as a reader sees it."""
    shown_t = np.array(shown, dtype=np.float64)
    reason = np.full(shown_t.shape, "shown", dtype=object)
    reason[np.isnan(shown_t)] = FEW
    return Published(shown_t, np.zeros(shown_t.shape), reason)


def test_a_single_gap_is_the_sum_less_the_rest():
    told = attack(published([2.0, X, 5.0, 10.0]))
    assert (told.low_t.tolist(), told.high_t.tolist()) == ([2, 3, 5, 10], [2, 3, 5, 10])


def test_a_rectangle_of_gaps_has_the_bounds_of_frechet():
    told = attack(published([[X, X, 30.0], [X, X, 70.0], [40.0, 60.0, 100.0]]))
    assert told.low_t[:2, :2].tolist() == [[0, 0], [10, 30]]
    assert told.high_t[:2, :2].tolist() == [[30, 30], [40, 60]]


def test_two_gaps_in_every_line_may_still_give_one_away():
    """The table of delinquent children, Statistical Policy Working Paper 22 (1994), table 4."""
    told = attack(
        published(
            [
                [15, X, X, X, 20],
                [20, X, X, 15, 55],
                [X, 10, 10, X, 25],
                [X, 14, 7, X, 35],
                [50, 35, 30, 20, 135],
            ]
        )
    )
    assert (told.low_t[0, 3], told.high_t[0, 3]) == (1.0, 1.0)
    assert told.high_t[0, 1] > told.low_t[0, 1]


def test_the_same_table_protected_tells_no_small_figure():
    small = {(0, 1): 1, (0, 2): 3, (0, 3): 1, (2, 0): 3, (2, 3): 2, (3, 3): 2}
    counts = np.array([[15, 1, 3, 1], [20, 10, 10, 15], [3, 10, 10, 2], [12, 14, 7, 2]])
    rows = [
        (tuple(cell), f"{cell}" if tuple(cell) in small else f"{child}{cell}", count / parts)
        for cell, count in zip(np.ndindex(4, 4), counts.ravel(), strict=True)
        for parts in [1 if tuple(cell) in small else 4]
        for child in range(parts)
    ]
    contributions = table(rows, (4, 4))
    found = protect(contributions)
    assert {tuple(p) for p in np.argwhere(found.reason == FEW).tolist()} == set(small)
    assert too_closely_told(contributions, found, 0.1) == []
    assert found.shown_t[TOTAL, TOTAL] == 135


def test_what_nothing_shown_limits_has_no_upper_end():
    told = attack(published([X, X, X]))
    assert (told.low_t.tolist(), told.high_t.tolist()) == ([0, 0, 0], [np.inf] * 3)


def test_a_reader_takes_its_own_part_away():
    told = attack(published([X, X, 100.0]), np.array([60.0, 0.0, 60.0]))
    assert told.low_t.tolist() == [0, 0, 40]
    assert told.high_t.tolist() == [40, 40, 40]


def test_public_parts_are_taken_away_first():
    shown = Published(
        np.array([X, 20.0, 100.0]), np.array([50.0, 20.0, 70.0]), texts([FEW, "shown", "shown"])
    )
    told = attack(shown)
    assert (told.low_t[0], told.high_t[0]) == (30.0, 30.0)


@pytest.mark.parametrize("reader", [None, "A", "B", "C", "D", "E", "F"])
@settings(max_examples=8)
@given(tables([(3, 3), (2, 5), (6,), (4, 4)]))
def test_no_reader_tells_an_unsafe_figure_within_the_blur(reader, contributions):
    rules = Rules(blur=0.15)
    found = protect(contributions, rules)
    assert too_closely_told(contributions, found, rules.blur, reader) == []


@settings(max_examples=8)
@given(tables([(2, 2, 3), (3, 2, 2)]))
def test_no_filter_beside_the_sums_tells_an_unsafe_figure(contributions):
    """Each filter shows a part of one table, so the attack from the whole table is every pair."""
    rules = Rules()
    found = protect(contributions, rules)
    for reader in (None, "A"):
        assert too_closely_told(contributions, found, rules.blur, reader) == []


@settings(max_examples=8)
@given(tables([(3, 3), (5,)]))
def test_a_table_for_one_reader_holds_against_that_reader(contributions):
    known = contributions.owner == "A"
    found = protect(contributions, known=known)
    others_t = contributions.sums_t(contributions.is_protected & ~known)
    told = attack(found)
    unsafe = found.is_withheld & (found.reason != COMPLEMENT)
    assert (told.low_t[unsafe] <= 0.9 * others_t[unsafe] + 0.1).all()
    assert (told.high_t[unsafe] >= 1.1 * others_t[unsafe] - 0.1).all()


@settings(max_examples=20)
@given(tables([(3, 3), (2, 5), (2, 2, 2)]))
def test_shown_figures_are_the_true_sums(contributions):
    found = protect(contributions)
    every_t = contributions.sums_t(np.ones(len(contributions.amount_t), dtype=bool))
    shown = ~found.is_withheld
    assert np.array_equal(found.shown_t[shown], every_t[shown])
    cells = (slice(None, -1),) * every_t.ndim
    assert np.allclose(with_sums(every_t[cells]), every_t)
