# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what became of each project from one year's list to the next."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Indices, Numbers, Texts, Tuples, stack, take, texts, tuples
from kotipesa.periods import month_text
from kotipesa.register.same.facts import UNTOLD
from kotipesa.register.same.reasons import Reason
from kotipesa.register.years.listing import Listing
from kotipesa.register.years.matching import PERHAPS, Matches, match_lists

NEW, VANISHED, CHANGED, UNCHANGED = "new", "vanished", "changed", "unchanged"
OUTCOMES = (NEW, VANISHED, CHANGED, PERHAPS, UNCHANGED)
MOVED_FROM_M = 50.0
"""A place told anew within this is the same place: coordinates are rounded."""
SAME_FIGURE = 1e-6


@dataclass(frozen=True, eq=False, slots=True)
class YearChanges:
    """What became of every project of two lists, each row of either once.

    outcome: one of OUTCOMES; perhaps: the match is only a proposal. by: what the match rests on,
    '' without one; score: its points, nan without one.
    changes: what is different, of renamed, moved, moved_place, budget, area, have, need.
    start_moved_months, end_moved_months: later is above zero; nan untold. moved_m: nan untold.
    lines are 0 where there is no row; amounts nan where they are not told.
    reasons: Reason tuples, for a match the evidence, else why there is none.
    """

    outcome: Texts
    by: Texts
    score: Numbers
    changes: Tuples
    old_id: Texts
    new_id: Texts
    old_name: Texts
    new_name: Texts
    old_file: Texts
    old_line: Indices
    new_file: Texts
    new_line: Indices
    start_moved_months: Numbers
    end_moved_months: Numbers
    moved_m: Numbers
    old_place: Texts
    new_place: Texts
    old_budget_keur: Numbers
    new_budget_keur: Numbers
    old_area_m2: Numbers
    new_area_m2: Numbers
    old_have_t: Numbers
    new_have_t: Numbers
    old_need_t: Numbers
    new_need_t: Numbers
    reasons: Tuples

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.outcome)


def compare_years(old: Listing, new: Listing) -> YearChanges:
    """Compare last year's list with this year's.

    Months that one of the lists does not speak of do not count as moved. Budgets of lists of two
    kinds are not compared: one may tell a year's money, the other the whole. Rows come in the order
    of OUTCOMES, in each as the new list has them, else the old.
    """
    found = match_lists(old, new)
    matched = _matched(old, new, found)
    lost = np.setdiff1d(np.arange(len(old)), found.old)
    come = np.setdiff1d(np.arange(len(new)), found.new)
    every = stack([_only_new(old, new, found, come), _only_old(old, new, found, lost), matched])
    place = np.array([OUTCOMES.index(outcome) for outcome in every.outcome], dtype=np.int32)
    return take(every, np.lexsort((every.old_line, every.new_line, place)))


def _matched(old: Listing, new: Listing, found: Matches) -> YearChanges:
    a, b = found.old, found.new
    start, end = _moved_months(old, new, a, b)
    moved_m = np.hypot(old.facts.x_m[a] - new.facts.x_m[b], old.facts.y_m[a] - new.facts.y_m[b])
    is_told_alike = old.kind == new.kind
    differs = {
        "renamed": old.facts.name.written[a] != new.facts.name.written[b],
        "moved": (np.nan_to_num(start) != 0) | (np.nan_to_num(end) != 0),
        "moved_place": _moved_place(old, new, found, moved_m),
        "budget": _differs(old.budget_keur[a], new.budget_keur[b]) & is_told_alike,
        "area": _differs(old.area_m2[a], new.area_m2[b]),
        "have": _differs(old.have_t[a], new.have_t[b]),
        "need": _differs(old.need_t[a], new.need_t[b]),
    }
    changes = [tuple(k for k, flags in differs.items() if flags[row]) for row in range(len(a))]
    perhaps = found.by == PERHAPS
    outcome = np.where(perhaps, PERHAPS, np.where([bool(c) for c in changes], CHANGED, UNCHANGED))
    return YearChanges(
        outcome=outcome.astype(object),
        by=found.by,
        score=found.score,
        changes=tuples(changes),
        start_moved_months=start,
        end_moved_months=end,
        moved_m=moved_m,
        reasons=found.reasons,
        **_side("old", old, a),
        **_side("new", new, b),
    )


def _only_new(old: Listing, new: Listing, found: Matches, rows: NDArray[np.int64]) -> YearChanges:
    names = old.facts.name.written
    nearest = found.nearest_of_new[rows]
    reasons = tuples([(_not_found("not_in_old", int(other), names),) for other in nearest])
    return _unmatched(NEW, reasons, old, new, (np.full(len(rows), -1), rows))


def _only_old(old: Listing, new: Listing, found: Matches, rows: NDArray[np.int64]) -> YearChanges:
    """Give what the new list has not: its time is over, or it is not listed any more."""
    names = new.facts.name.written
    last = old.facts.last[rows]
    is_past = (last != UNTOLD) & (last < new.begins)
    over = Reason("time_over", 0.0, month_text(new.begins))
    missing = [_not_found("not_in_new", int(other), names) for other in found.nearest_of_old[rows]]
    reasons = [
        (*([over] if past else []), reason) for reason, past in zip(missing, is_past, strict=True)
    ]
    return _unmatched(VANISHED, tuples(reasons), old, new, (rows, np.full(len(rows), -1)))


def _not_found(kind: str, nearest: int, names: Texts) -> Reason:
    return (
        Reason(f"{kind}_nearest", 0.0, str(names[nearest])) if nearest >= 0 else Reason(kind, 0.0)
    )


def _unmatched(
    outcome: str,
    reasons: Tuples,
    old: Listing,
    new: Listing,
    rows: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> YearChanges:
    size = len(reasons)
    unknown = np.full(size, np.nan)
    return YearChanges(
        outcome=texts([outcome] * size),
        by=texts([""] * size),
        score=unknown,
        changes=tuples([()] * size),
        start_moved_months=unknown,
        end_moved_months=unknown,
        moved_m=unknown,
        reasons=reasons,
        **_side("old", old, rows[0]),
        **_side("new", new, rows[1]),
    )


def _side(side: str, listing: Listing, rows: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    """Give the columns of one list, row -1 for none."""
    told = {
        "id": listing.facts.id,
        "name": listing.facts.name.written,
        "file": listing.file,
        "place": listing.place,
    }
    figures = {
        name: getattr(listing, name) for name in ("budget_keur", "area_m2", "have_t", "need_t")
    }
    return {
        f"{side}_line": np.append(listing.line, 0)[rows].astype(np.int32),
        **{f"{side}_{name}": np.append(column, "")[rows] for name, column in told.items()},
        **{f"{side}_{name}": np.append(column, np.nan)[rows] for name, column in figures.items()},
    }


def _moved_months(
    old: Listing, new: Listing, a: NDArray[np.int64], b: NDArray[np.int64]
) -> tuple[Numbers, Numbers]:
    """Give how much later start and end are, on the months both lists speak of.

    A list that tells years only says nothing about months within them.
    """
    begins, ends = max(old.begins, new.begins), min(old.ends, new.ends)
    first, last = np.maximum(old.facts.first[a], begins), np.minimum(old.facts.last[a], ends)
    new_first = np.maximum(new.facts.first[b], begins)
    new_last = np.minimum(new.facts.last[b], ends)
    told = (last != UNTOLD) & (new_last != UNTOLD) & (first <= last) & (new_first <= new_last)
    within = _within(first, last, new_first, new_last) & old.is_rough[a] & ~new.is_rough[b]
    within |= _within(new_first, new_last, first, last) & new.is_rough[b] & ~old.is_rough[a]

    def later(months: Indices) -> Numbers:
        return np.where(told, np.where(within, 0.0, months), np.nan)

    return later(new_first - first), later(new_last - last)


def _within(first: Indices, last: Indices, inner_first: Indices, inner_last: Indices) -> Flags:
    inside: Flags = (first <= inner_first) & (inner_last <= last)
    return inside


def _moved_place(old: Listing, new: Listing, found: Matches, moved_m: Numbers) -> Flags:
    """Tell places apart by distance where both are on the map, else by their words."""
    here, there = old.place[found.old], new.place[found.new]
    by_words = (here != "") & (there != "") & (here != there)
    return np.where(np.isnan(moved_m), by_words, moved_m >= MOVED_FROM_M)


def _differs(old: Numbers, new: Numbers) -> Flags:
    """Tell which figures both lists tell, and differently."""
    differing: Flags = np.abs(new - old) > SAME_FIGURE * np.maximum(np.abs(old), np.abs(new))
    return differing
