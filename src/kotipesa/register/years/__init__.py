# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compare a year's list of projects with the last: new, vanished, moved, grown, matched."""

from kotipesa.register.years.changes import OUTCOMES, YearChanges, compare_years
from kotipesa.register.years.listing import Listing, read_listing
from kotipesa.register.years.writing import change_rows, write_changes_csv

__all__ = [
    "OUTCOMES",
    "Listing",
    "YearChanges",
    "change_rows",
    "compare_years",
    "read_listing",
    "write_changes_csv",
]
