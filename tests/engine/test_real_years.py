# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compare Helsinki's two real lists, where they lie beside the repository; see test_real_helsinki.

There is only one vintage of each, so the investment programme stands for last year and the street
programme of its first year for this one: the city's own project numbers tell which rows are one.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from kotipesa.register.years import compare_years, read_listing

ROOT = Path(__file__).resolve().parents[2]
LISTS = Path(os.environ.get("KOTIPESA_DATA", ROOT.parent / "shared" / "data")) / "projects"
STREET = LISTS / "helsinki_street_programme_2023_noperson.csv"
INVESTMENT = LISTS / "helsinki_investment_programme_2023_2032_noperson.csv"

pytestmark = pytest.mark.skipif(
    not (STREET.is_file() and INVESTMENT.is_file()),
    reason="did not run: the real lists of Helsinki are not on this machine (set KOTIPESA_DATA)",
)


def test_a_real_list_against_itself_is_unchanged():
    for path in (STREET, INVESTMENT):
        listing = read_listing(path)
        assert set(compare_years(listing, listing).outcome) == {"unchanged"}


def test_the_street_programme_is_found_in_the_investment_programme():
    changes = compare_years(read_listing(INVESTMENT), read_listing(STREET))
    assert Counter(changes.by.tolist()) == {"id": 35, "perhaps": 8, "name": 4, "": 742}
    for side in ("old", "new"):
        lines = [line for line in getattr(changes, f"{side}_line").tolist() if line]
        assert len(lines) == len(set(lines))


def test_names_cut_short_in_one_list_are_proposed_and_not_taken():
    changes = compare_years(read_listing(INVESTMENT), read_listing(STREET))
    (row,) = [n for n, name in enumerate(changes.old_name) if name.startswith("Maatullinkj")]
    assert changes.outcome[row] == "perhaps"
    assert changes.new_name[row].startswith("Maatullinkuja")
