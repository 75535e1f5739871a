# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add up who has and needs what, where and when; no opinion, every row opens down to its lots."""

import sys
from types import ModuleType
from typing import Any

from kotipesa.balance.adding import balance, residual_t
from kotipesa.balance.behind import LotShares, lots_behind
from kotipesa.balance.coverage import Coverage, coverage, rests_on
from kotipesa.balance.expected import Expected, expected_tonnes
from kotipesa.balance.table import KEYS, Balance
from kotipesa.balance.writing import balance_columns, write_balance_csv
from kotipesa.region import Region

__all__ = [
    "KEYS",
    "Balance",
    "Coverage",
    "Expected",
    "LotShares",
    "balance",
    "balance_columns",
    "coverage",
    "expected_tonnes",
    "lots_behind",
    "residual_t",
    "rests_on",
    "write_balance_csv",
]


class _Room(ModuleType):
    """Let the room be called by what it does: ``kotipesa.balance(region)``."""

    def __call__(self, region: Region, **options: Any) -> Balance:
        """Add up a region; see ``balance.balance``."""
        return balance(region, **options)


sys.modules[__name__].__class__ = _Room
