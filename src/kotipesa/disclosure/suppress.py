# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make an aggregate table that leaks nobody: what is shown, what is withheld, and why."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Numbers, Texts
from kotipesa.disclosure.contributions import TOTAL, Contributions, Crowd, crowd_of
from kotipesa.disclosure.cubes import complement
from kotipesa.disclosure.rules import Rules

SHOWN, EMPTY = "shown", "empty"
FEW, DOMINANT, COMPLEMENT = "few", "dominant", "complement"
MOST_UNSAFE = 20_000
"""With more unsafe figures than this, only the sum of everything is shown, if it is safe."""


@dataclass(frozen=True, eq=False, slots=True)
class Published:
    """A table with all its sums as one kind of reader may see it.

    Every array has one more place on each axis than the table has categories: the last is the sum,
    so figure[3, TOTAL] is the sum of the fourth row. shown_t: nan where withheld; open_t: the part
    of every figure that the reader may know in any case, withheld figures included; reason: shown,
    empty, few, dominant or complement. Reasons are for the trustee: to readers every withheld
    figure looks alike.
    """

    shown_t: Numbers
    open_t: Numbers
    reason: Texts

    @property
    def is_withheld(self) -> Flags:
        """Tell which figures are withheld."""
        return np.isnan(self.shown_t)

    @property
    def withheld_t(self) -> float:
        """Give the tonnes of the withheld cells together; nan where that is withheld too."""
        cells = (slice(None, -1),) * self.shown_t.ndim
        apart_t = np.where(self.is_withheld, self.open_t, self.shown_t)[cells]
        return float(self.shown_t[(TOTAL,) * self.shown_t.ndim] - apart_t.sum())


def protect(
    given: Contributions,
    rules: Rules | None = None,
    *,
    known: Flags | None = None,
    most_unsafe: int = MOST_UNSAFE,
) -> Published:
    """Withhold every figure that rules forbid, and those that would give them away.

    A figure is an open part, which is public or the reader's own, and a protected part. A reader
    takes the open part away, so the protected part alone must keep the rules: public tonnes and the
    reader's own are no crowd to hide in. known: what the reader brought itself. Without it the
    table is the same for all, safe from readers outside and from each owner that stands in it;
    with it, more is withheld. Show a reader one or the other, never both: what two tables withhold
    differs, and together they may tell what neither does. For the same reason filters must be axes
    of one table, not tables of their own.
    """
    rules = rules or Rules()
    is_open = ~given.is_protected if known is None else ~given.is_protected | known
    crowd = crowd_of(given, ~is_open)
    protected_t, open_t = given.sums_t(~is_open), given.sums_t(is_open)
    reason = _primary(crowd, protected_t, rules)
    unsafe = reason != SHOWN
    if unsafe.sum() > most_unsafe:
        hidden = _all_but_the_sum(unsafe, protected_t)
    else:
        hidden = complement(protected_t, crowd, unsafe, rules)
    reason[hidden & ~unsafe] = COMPLEMENT
    all_t = open_t + protected_t
    reason[all_t == 0] = EMPTY
    return Published(np.where(hidden, np.nan, all_t), open_t, reason)


def _primary(crowd: Crowd, protected_t: Numbers, rules: Rules) -> Texts:
    reason = np.full(protected_t.size, SHOWN, dtype=object)
    reason[rules.dominant(crowd, protected_t.ravel())] = DOMINANT
    reason[rules.few(crowd)] = FEW
    return reason.reshape(protected_t.shape)


def _all_but_the_sum(unsafe: Flags, protected_t: Numbers) -> Flags:
    """Withhold all figures with a protected part; one figure alone gives nothing else away."""
    hidden: Flags = protected_t > 0
    everything = (TOTAL,) * hidden.ndim
    hidden[everything] = unsafe[everything]
    return hidden
