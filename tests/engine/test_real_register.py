# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Recognise projects in Helsinki's two real lists, where they lie beside the repository.

See test_real_helsinki. There is only one vintage of each list, so the investment programme stands
for last year and the street programme of its first year for this one: the city's own project
numbers tell which rows are one.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from kotipesa.register.years import compare_years, read_listing
from kotipesa.workflow.keeping_in_step import estimate_into
from kotipesa.workflow.recognising import find_same

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("KOTIPESA_DATA", ROOT.parent / "shared" / "data"))
STREET = DATA / "projects" / "helsinki_street_programme_2023_noperson.csv"
INVESTMENT = DATA / "projects" / "helsinki_investment_programme_2023_2032_noperson.csv"
DISTRICTS = DATA / "areas" / "helsinki_kaupunginosat.gml"
MAJORS = DATA / "areas" / "helsinki_city_districts_2021.gpkg"

pytestmark = pytest.mark.skipif(
    not all(path.is_file() for path in (STREET, INVESTMENT, DISTRICTS, MAJORS)),
    reason="did not run: the real data of Helsinki are not on this machine (set KOTIPESA_DATA)",
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


def test_what_the_estimate_could_not_join_is_proposed_and_nothing_else(tmp_path):
    estimate_into([STREET, INVESTMENT], tmp_path / "r", districts=[DISTRICTS, MAJORS])
    found = find_same(tmp_path / "r")
    names = zip(found.project_name, found.counted_at_name, strict=True)
    assert [sorted(pair) for pair in names] == [
        ["Tuomarinkylän sorateiden parannukset", "Tuomarinkylän sorateiden parannus"],
        [
            "Maatullinkj (Henrik Forsiuksen t - Kämnerink)",
            "Maatullinkuja (Henrik Forsiuksen tie - Kämnerintie)",
        ],
        ["Vaasanpolku ja Pengerpolku", "Vaasanpolku ja Pengerpolku (Vaasanpuistikko)"],
    ]
