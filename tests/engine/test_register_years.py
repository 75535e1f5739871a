# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the comparing of years: each row of either list once, with what changed and why."""

import csv
from collections import Counter

import pytest
from cli_run import said, said_json
from estimate_sample import NORTH, investment_row, street_row, write_districts, write_list
from hypothesis import given
from hypothesis import strategies as st
from region_written import csv_text, folder_of, lot, site

from kotipesa.register.same import words
from kotipesa.register.years import compare_years, read_listing, write_changes_csv
from kotipesa.workflow.recognising import compare_lists

OLD = [
    investment_row(1, "Keksilänkatu", pw_project_no="7", area_m2="2000", keur_by_year="2024:100"),
    investment_row(2, "Satupuisto I vaihe", area_m2="900", keur_by_year="2025:50|2026:50"),
    investment_row(3, "Tarutie (Alku - Loppu)", pw_project_no="8", keur_by_year="2025:70"),
    investment_row(4, "Kadonnut kuja", keur_by_year="2027:30"),
    investment_row(5, "Ennallaan", district_no="12", keur_by_year="2024:10"),
    investment_row(6, "Mielikuvanpolku (alkupää)", keur_by_year="2026:40"),
]
RENAMED = {"pw_project_no": "7", "area_m2": "2500", "keur_by_year": "2025:150"}
NEW = [
    investment_row(1, "Ennallaan", district_no="12", keur_by_year="2024:10"),
    investment_row(2, "Keksilänkadun perusk.", **RENAMED),
    investment_row(3, "Satupuisto I vaihe", area_m2="900", keur_by_year="2026:50|2027:50"),
    investment_row(4, "Tarutie", pw_project_no="8", district_no="12", keur_by_year="2025:70"),
    investment_row(5, "Satupuisto II vaihe", keur_by_year="2027:50"),
    investment_row(6, "Mielikuvanpolun saneeraus", keur_by_year="2026:45"),
]


@pytest.fixture
def years(tmp_path):
    return write_list(tmp_path, "old.csv", OLD), write_list(tmp_path, "new.csv", NEW)


def found(old, new, districts=()):
    return compare_lists(old, new, districts=districts)[0]


def by_name(changes):
    columns = (changes.outcome, changes.by, changes.changes)
    names = [new or old for new, old in zip(changes.new_name, changes.old_name, strict=True)]
    return {name: cells for name, *cells in zip(names, *columns, strict=True)}


def test_each_project_is_new_vanished_changed_unchanged_or_perhaps_the_same(years):
    assert by_name(found(*years)) == {
        "Satupuisto II vaihe": ["new", "", ()],
        "Kadonnut kuja": ["vanished", "", ()],
        "Keksilänkadun perusk.": ["changed", "id", ("renamed", "moved", "budget", "area")],
        "Satupuisto I vaihe": ["changed", "name", ("moved",)],
        "Tarutie": ["changed", "id", ("renamed", "moved_place")],
        "Mielikuvanpolun saneeraus": ["perhaps", "perhaps", ("renamed", "budget")],
        "Ennallaan": ["unchanged", "name", ()],
    }


def test_months_money_area_and_rows_are_told(years):
    changes = found(*years)
    row = changes.new_name.tolist().index("Keksilänkadun perusk.")
    figures = ("old_line", "new_line", "start_moved_months", "end_moved_months")
    figures += ("old_budget_keur", "new_budget_keur", "old_area_m2", "new_area_m2")
    told = [float(getattr(changes, name)[row]) for name in figures]
    assert told == [2, 3, 12, 12, 100, 150, 2000, 2500]
    assert (changes.old_file[row], changes.new_file[row]) == ("old.csv", "new.csv")


def test_a_match_and_its_lack_have_reasons_in_words(years):
    changes = found(*years)
    said_of = {
        new or old: [words(reason, "en") for reason in reasons]
        for new, old, reasons in zip(
            changes.new_name, changes.old_name, changes.reasons, strict=True
        )
    }
    assert said_of["Kadonnut kuja"] == ["the new list has nothing like it"]
    assert said_of["Satupuisto II vaihe"] == [
        "not in the old list; the nearest there is Satupuisto I vaihe"
    ]
    assert said_of["Keksilänkadun perusk."][0] == "the systems share the id hki 7"


def test_districts_on_the_map_tell_how_far_a_project_moved(years, tmp_path):
    changes = found(*years, write_districts(tmp_path))
    row = changes.new_name.tolist().index("Tarutie")
    assert 2_000 < changes.moved_m[row] < 2_500
    assert (changes.old_place[row], changes.new_place[row]) == ("11 Keskinen", "12 Keskinen")


def test_one_number_for_names_that_have_nothing_in_common_is_only_a_proposal(tmp_path):
    old = write_list(tmp_path, "a.csv", [investment_row(1, "Keksilänkatu", pw_project_no="7")])
    new = write_list(tmp_path, "b.csv", [investment_row(1, "Viisikulma", pw_project_no="7")])
    (outcome,) = found(old, new).outcome
    assert outcome == "perhaps"


def test_what_the_new_list_no_longer_speaks_of_has_not_moved(tmp_path):
    """A street list tells 2023 only: of a work of 2023 to 2025 it says nothing on the end."""
    long = investment_row(1, "Keksilänkatu", pw_project_no="7", keur_by_year="2023:5|2025:5")
    street = street_row(1, "Keksilänkatu", pw_project_no="7", months_2023="000111111111")
    old = write_list(tmp_path, "a.csv", [long])
    new = write_list(tmp_path, "b.csv", [street, street_row(2, "x", major_district=NORTH)])
    changes = found(old, new)
    row = changes.outcome.tolist().index("unchanged")
    assert (changes.start_moved_months[row], changes.end_moved_months[row]) == (0.0, 0.0)


def test_what_was_to_be_ready_before_the_new_list_begins_says_so(tmp_path):
    old = folder_of(tmp_path / "old", lots=csv_text([lot(project="p")]), sites=csv_text([site()]))
    new = folder_of(
        tmp_path / "new",
        lots=csv_text([lot(project="q", first="2027-01", last="2027-02")]),
        sites=csv_text([site()]),
    )
    reasons = found(old, new).reasons[1]
    assert [words(r, "en") for r in reasons] == [
        "its time was over before the new list begins (2027-01)",
        "the new list has nothing like it",
    ]


def test_regions_are_compared_by_their_own_ids_places_and_masses(tmp_path):
    def region(name, **changes):
        lots = [lot(project="p"), lot(id="n", project="p", direction="need", **changes)]
        projects = [{"id": "p", "name": "Satukatu"}, {"id": "q", "name": "Toinen", "same_as": "p"}]
        tables = {"lots": lots, "projects": projects, "sites": [site(), site(id="t", x=24.96)]}
        return folder_of(tmp_path / name, **{k: csv_text(rows) for k, rows in tables.items()})

    changes = found(region("a"), region("b", amount=150, last="2026-09", site="t"))
    assert (changes.outcome.tolist(), changes.by.tolist()) == (["changed"], ["id"])
    assert changes.changes.tolist() == [("moved", "moved_place", "need")]
    assert (changes.old_need_t[0], changes.new_need_t[0]) == (100.0, 150.0)
    assert (changes.start_moved_months[0], changes.end_moved_months[0]) == (0.0, 3.0)
    assert (changes.old_line[0], changes.new_line[0]) == (2, 2)


NAMES = ("Keksilänkatu", "Keksilänkadun jatko", "Satupuisto", "Katu", "VARAUS", "Viisikulma II")
ROWS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["", "7", "8"]), st.sampled_from("24")),
    min_size=1,
    max_size=8,
)


@given(ROWS, ROWS)
def test_every_row_of_either_list_stands_once(tmp_path_factory, before, after):
    folder = tmp_path_factory.mktemp("lists")
    paths = [_listed(folder, name, rows) for name, rows in (("a.csv", before), ("b.csv", after))]
    changes = compare_years(*(read_listing(path) for path in paths))
    for lines, rows in ((changes.old_line, before), (changes.new_line, after)):
        told = Counter(line for line in lines.tolist() if line)
        assert told == Counter(range(2, len(rows) + 2))


@given(ROWS)
def test_a_list_against_itself_is_unchanged(tmp_path_factory, rows):
    listing = read_listing(_listed(tmp_path_factory.mktemp("list"), "a.csv", rows))
    assert set(compare_years(listing, listing).outcome) == {"unchanged"}


def _listed(folder, name, rows):
    cells = [
        investment_row(n, text, pw_project_no=number, keur_by_year=f"202{year}:10")
        for n, (text, number, year) in enumerate(rows)
    ]
    return write_list(folder, name, cells)


def test_no_cell_of_the_csv_runs_as_a_formula(tmp_path):
    old = write_list(tmp_path, "a.csv", [investment_row(1, "=HYPERLINK(0)")])
    new = write_list(tmp_path, "b.csv", [investment_row(1, "@SUM(1)"), investment_row(2, "+x")])
    write_changes_csv(found(old, new), tmp_path / "c.csv", "fi")
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell[:1] in {"=", "+", "@", "-"}] == []
    assert {"'=HYPERLINK(0)", "'@SUM(1)", "'+x"} <= set(cells)


def test_the_command_counts_shows_and_writes(years, tmp_path, capsys):
    code, record = said_json(capsys, "years", *years)
    assert code == 0
    assert record["counts"] == {
        "new": 1,
        "vanished": 1,
        "changed": 3,
        "perhaps": 1,
        "unchanged": 1,
    }
    assert record["rows"][0]["reasons"][0]["words"]["sv"].startswith("den gamla listan")
    shown = said(capsys, "years", *years).out
    assert "New 1 · Vanished 1 · Changed 3 · Perhaps the same 1 · Unchanged 1" in shown
    assert "start moved by +12 months, end by +12; budget 100 → 150 k€" in " ".join(shown.split())
    said(capsys, "years", *years, "--csv", tmp_path / "c.csv")
    assert len((tmp_path / "c.csv").read_text(encoding="utf-8").splitlines()) == 8
    assert said(capsys, "years", *years, "--districts", *write_districts(tmp_path)).code == 0
    assert said(capsys, "years", years[0], tmp_path / "none.csv").code == 1
