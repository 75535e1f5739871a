# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the writing of regions: what is written reads back, and nothing is left half-written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from region_written import csv_text, folder_of, lot, site, workbook_of
from test_region_read import SETTINGS, TABLES, contents

from kotipesa.errors import InputError
from kotipesa.region import (
    check,
    from_rows,
    merge_rows,
    merge_tables,
    read,
    region_rows,
    region_schema,
    write_region,
    write_tables,
)

SITES = [site(), site(id="t", x=25.1)]


def listing(folder):
    return [sorted(file.name for file in place.iterdir()) for place in (folder, folder.parent)]


def test_a_region_written_as_a_folder_reads_back_the_same(tmp_path):
    region = from_rows(TABLES, SETTINGS)
    write_region(region, tmp_path / "r")
    assert contents(read(tmp_path / "r")) == contents(region)


def test_a_region_turned_into_rows_and_back_is_the_same():
    region = from_rows(TABLES, SETTINGS)
    assert contents(from_rows(*region_rows(region))) == contents(region)


def test_rows_hold_only_what_differs_from_the_defaults():
    tables, settings = region_rows(from_rows({"lots": [lot()], "sites": [site()]}, {"months": 12}))
    texts = {key: str(value) for key, value in lot(municipality="091").items()}
    assert tables["lots"] == [texts]
    assert list(tables) == ["lots", "sites"]
    assert settings == {"start": "2026-01", "months": 12, "distances": "crow"}


def some_lot(unit, low):
    columns = {column.name: column for column in region_schema()["lots"]}
    codes = {
        "fitness": ["", "s1", "tv"],
        "contamination": ["", "lower", "unknown"],
        "accepts_contamination": ["", "clean|upper"],
        "sulphide": ["", "actual"],
        "accepts": ["", "sora", "sora|louhe"],
        "invasive": ["", "yes"],
        "reliability": ["", "B"],
        "realised_from": ["", "2026-03"],
        "level_m": ["", "-3.5"],
        "owner": ["", "Ab Å"],
        "project": ["", "p"],
    }
    assert codes.keys() <= columns.keys()
    cells = {name: st.sampled_from(values) for name, values in codes.items()}
    amounts = {"amount": st.floats(low, 1e6).map(lambda amount: float(f"{amount:.10g}"))}
    units = {"unit": st.sampled_from(unit), "amount_low": st.sampled_from(["", "0.25"])}
    return st.fixed_dictionaries(cells | amounts | units)


@given(st.lists(some_lot(["t", "kg", "m3ktr", "m3itd", "m3rtr", "pcs"], 0.5), max_size=5))
def test_any_lots_turned_into_rows_and_back_are_the_same(lots):
    rows = [lot(id=f"l{n}", **cells) for n, cells in enumerate(lots)]
    for row in rows:
        if row["unit"] == "pcs":
            row["amount_low"] = ""
    tables = {"lots": rows, "sites": SITES, "projects": [{"id": "p"}]}
    region = from_rows(tables)
    again = contents(from_rows(*region_rows(region)))
    wanted = contents(region)
    assert again.keys() == wanted.keys()
    assert {k for k in again if again[k] != wanted[k]} <= {"lots.amount_low_t"}


def test_a_folder_with_files_is_left_alone_unless_told(tmp_path):
    folder = folder_of(tmp_path / "r", lots="mine", projects="mine")
    with pytest.raises(InputError) as fault:
        write_tables({"lots": [lot()]}, {}, folder)
    assert fault.value.problems[0].code == "folder_not_empty"
    assert (folder / "lots.csv").read_text() == "mine"
    write_tables({"lots": [lot()], "sites": SITES}, {"months": 3}, folder, overwrite=True)
    assert listing(folder) == [["lots.csv", "settings.toml", "sites.csv"], ["r"]]
    assert read(folder).settings.months == 3


def test_files_of_others_survive_an_overwriting(tmp_path):
    folder = folder_of(tmp_path / "r", lots="mine")
    (folder / "notes.txt").write_text("keep")
    write_tables({"lots": [lot()]}, {}, folder, overwrite=True)
    assert listing(folder)[0] == ["lots.csv", "notes.txt"]


class Unwritable:
    """A cell that cannot be turned into text."""

    def __str__(self):
        message = "no text"
        raise OSError(message)


def test_a_failed_writing_leaves_no_trace(tmp_path):
    tables = {"lots": [lot()], "sites": [site(name=Unwritable())]}
    with pytest.raises(OSError, match="no text"):
        write_tables(tables, {}, tmp_path / "r")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UnicodeEncodeError):
        write_tables({"lots": [lot(name="\ud800")]}, {}, tmp_path / "r")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_merging_leaves_the_folder_as_it_was(tmp_path):
    folder = folder_of(tmp_path / "r", lots=csv_text([lot()]))
    with pytest.raises(UnicodeEncodeError):
        merge_tables(folder, {"projects": [{"id": "p"}], "lots": [lot(name="\ud800")]})
    assert listing(folder) == [["lots.csv"], ["r"]]
    assert (folder / "lots.csv").read_text() == csv_text([lot()])


def test_settings_of_every_sort_read_back(tmp_path):
    settings = {
        "start": "2026-01",
        "alternatives": ["p", 'q"'],
        "max_km": float("inf"),
        "gap": 1e-9,
    }
    projects = [{"id": "p"}, {"id": 'q"'}]
    write_tables({"lots": [lot()], "projects": projects}, settings, tmp_path / "r")
    found = read(tmp_path / "r").settings
    assert (found.alternatives, found.max_km, found.gap) == (("p", 'q"'), float("inf"), 1e-9)


def test_merging_replaces_rows_of_the_same_id_and_adds_the_others(tmp_path):
    folder = folder_of(
        tmp_path / "r", lots=csv_text([lot(), lot(id="b", name="old")]), sites=csv_text(SITES)
    )
    merge_rows(folder, "lots", [lot(id="b", site="t"), lot(id="c")])
    lots = read(folder).lots
    assert lots.id.tolist() == ["a", "b", "c"]
    assert (lots.name.tolist(), lots.site.tolist()) == (["", "", ""], [0, 1, 0])


def test_merging_into_a_finnish_file_keeps_its_numbers_and_unknown_columns(tmp_path):
    text = csv_text([lot(oma="x"), lot(id="b", oma="y")], ";").replace(";100;", ";1 234,5;")
    folder = folder_of(tmp_path / "r", lots=text.encode("cp1252"), sites=csv_text(SITES))
    merge_rows(folder, "lots", [lot(id="c", amount=1.234)])
    assert read(folder).lots.amount.tolist() == [1234.5, 1234.5, 1.234]
    lines = (folder / "lots.csv").read_text(encoding="utf-8").splitlines()
    assert [line.rsplit(",", 1)[1] for line in lines] == ["oma", "x", "y", ""]


def test_merging_twice_is_merging_once(tmp_path):
    new = {
        "lots": [lot(id="n")],
        "locked": [{"from_kind": "lot", "from_id": "n", "to_kind": "store", "to_id": "v"}],
    }
    folder = folder_of(tmp_path / "r", lots=csv_text([lot()]))
    merge_tables(folder, new)
    once = {file.name: file.read_bytes() for file in folder.iterdir()}
    merge_tables(folder, new)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == once


def test_merging_makes_a_folder_where_there_is_none(tmp_path):
    merge_tables(tmp_path / "new" / "r", {"lots": [lot()], "sites": SITES})
    assert len(read(tmp_path / "new" / "r").lots) == 1


def test_merging_refuses_a_workbook_and_a_broken_table(tmp_path):
    (tmp_path / "book").mkdir()
    workbook_of(tmp_path / "book" / "r.xlsx", lots=[["id"]])
    with pytest.raises(InputError) as fault:
        merge_rows(tmp_path / "book", "lots", [lot()])
    assert fault.value.problems[0].code == "region_in_workbook"
    folder = folder_of(tmp_path / "r", lots='id,name\na,"x\n')
    with pytest.raises(InputError) as fault:
        merge_rows(folder, "lots", [lot()])
    assert fault.value.problems[0].code == "broken_quotes"
    assert (folder / "lots.csv").read_text() == 'id,name\na,"x\n'


def test_what_was_written_has_no_problems_of_its_own(tmp_path):
    write_region(from_rows(TABLES, SETTINGS), tmp_path / "r")
    assert check(tmp_path / "r") == ()
