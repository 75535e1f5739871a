# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold a balance in columns, one row a cell of what was asked for."""

from dataclasses import dataclass

from kotipesa.arrays import Indices, Numbers, Texts

KEYS = ("municipality", "material", "month", "owner", "project", "area")


@dataclass(frozen=True, eq=False, slots=True)
class Balance:
    """Tonnes of surplus and need, sorted by the columns named in ``by``, in that order.

    A key column that ``by`` does not name is '' (month: -1) in every row.
    month: month number; every month of the horizon has a row for each group that occurs.
    net = surplus − need; cumulative adds up net from the first month of the horizon.
    low and high are the worst and best cases together: net_low = surplus_low − need_high.
    ranged_t: tonnes, surplus and need, of lots whose owner gave both amount_low and amount_high.
    """

    by: tuple[str, ...]
    municipality: Texts
    material: Texts
    month: Indices
    owner: Texts
    project: Texts
    area: Texts
    surplus_t: Numbers
    need_t: Numbers
    net_t: Numbers
    cumulative_t: Numbers
    surplus_low_t: Numbers
    surplus_high_t: Numbers
    need_low_t: Numbers
    need_high_t: Numbers
    net_low_t: Numbers
    net_high_t: Numbers
    cumulative_low_t: Numbers
    cumulative_high_t: Numbers
    ranged_t: Numbers

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.surplus_t)
