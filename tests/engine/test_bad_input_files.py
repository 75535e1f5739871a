# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what happens to bad files: a clear problem with its place and cure, within seconds."""

import time

import pytest
from region_written import csv_text, folder_of, lot, site, workbook_of

from hostile.in_archives import bomb
from kotipesa.errors import LANGUAGES, InputError, cure, message, severity
from kotipesa.region import check, read

GIBIBYTE = 1 << 30
SITES = csv_text([site()])
LOTS = csv_text([lot()])


def columns_but(name):
    return csv_text([{key: value for key, value in lot().items() if key != name}])


TABLES = {
    "missing column": ({"lots": columns_but("unit")}, ("lots.csv", 1, "unit", "missing_column")),
    "unknown code": (
        {"lots": csv_text([lot(material="lohue")])},
        ("lots.csv", 2, "material", "unknown_material"),
    ),
    "month backwards": (
        {"lots": csv_text([lot(first="2026-09", last="2026-03")])},
        ("lots.csv", 2, "from", "month_backwards"),
    ),
    "negative amount": (
        {"lots": csv_text([lot(amount=-5)])},
        ("lots.csv", 2, "amount", "not_positive"),
    ),
    "text amount": (
        {"lots": csv_text([lot(amount="paljon")])},
        ("lots.csv", 2, "amount", "bad_number"),
    ),
    "site off the map": (
        {"sites": csv_text([site(x=2.35, y=48.85)])},
        ("sites.csv", 2, "x", "site_off_map"),
    ),
    "swapped axes": (
        {"sites": csv_text([site(x=60.17, y=24.94)])},
        ("sites.csv", 2, "x", "axes_swapped"),
    ),
    "wrong system": (
        {"sites": csv_text([site(crs="EPSG:99999")])},
        ("sites.csv", 2, "crs", "crs_unknown"),
    ),
    "metres called degrees": (
        {"sites": csv_text([site(x=385_000, y=6_672_000)])},
        ("sites.csv", 2, "x", "site_off_map"),
    ),
    "duplicate id": (
        {"lots": csv_text([lot(), lot(id="b"), lot()])},
        ("lots.csv", 4, "id", "duplicate_id"),
    ),
    "empty file": ({"lots": ""}, ("lots.csv", 0, "", "empty_file")),
    "empty optional file": ({"projects": "\n"}, ("projects.csv", 0, "", "empty_file")),
    "formula": (
        {"lots": csv_text([lot(name="=HYPERLINK(A1)")])},
        ("lots.csv", 2, "name", "formula_cell"),
    ),
    "zero bytes": ({"lots": b"id,\0\0"}, ("lots.csv", 0, "", "bad_encoding")),
    "slip in the settings": (
        {"settings": "start = 2026-01\n"},
        ("settings.toml", 1, "", "bad_toml"),
    ),
    "settings of another sort": (
        {"settings": "\n[prices]\nhaul = 1\n"},
        ("settings.toml", 0, "prices", "unknown_setting"),
    ),
}


def assert_told(path, place):
    """Hold that reading fails within seconds, at a place, with a cure in every language."""
    start = time.perf_counter()
    problems = check(path)
    with pytest.raises(InputError) as fault:
        read(path)
    assert time.perf_counter() - start < 10
    assert fault.value.exit_code == 1
    errors = [p for p in problems if severity(p) == "error"]
    assert tuple(errors) == fault.value.problems
    found = [(p.where.file, p.where.row, p.where.column, p.code) for p in errors]
    assert place in found
    assert {code for *_, code in found} <= {place[-1], "refers_to_bad_row"}
    for problem in problems:
        for language in LANGUAGES:
            assert "{" not in message(problem, language) + cure(problem, language)


@pytest.mark.parametrize("name", TABLES)
def test_a_bad_table_is_told_with_its_place_and_cure(tmp_path, name):
    texts, place = TABLES[name]
    assert_told(folder_of(tmp_path / "r", **({"lots": LOTS, "sites": SITES} | texts)), place)


def test_a_formula_in_a_workbook_is_told_with_its_cell(tmp_path):
    header, row = list(lot()), list(lot(amount="=50*2").values())
    sites = [list(site()), list(site().values())]
    path = workbook_of(tmp_path / "r.xlsx", lots=[header, row], sites=sites)
    assert_told(path, ("r.xlsx", 2, "amount", "formula_cell"))


def test_a_gigabyte_in_a_cell_is_refused_by_its_size_alone(tmp_path):
    folder = folder_of(tmp_path / "r", lots=LOTS, sites=SITES)
    with (folder / "lots.csv").open("r+b") as file:
        file.truncate(GIBIBYTE)
    assert_told(folder, ("lots.csv", 0, "", "file_too_large"))


def test_a_hundred_megabytes_of_spaces_in_a_cell_cost_one_row(tmp_path):
    folder = folder_of(tmp_path / "r", lots=LOTS, sites=SITES)
    with (folder / "lots.csv").open("ab") as file:
        file.write(b"b,have,")
        for _ in range(100):
            file.write(b" " * (1 << 20))
        file.write(b"louhe,1,t,s,2026-01,2026-02\n")
    assert_told(folder, ("lots.csv", 3, "", "cell_too_long"))


def test_a_gigabyte_of_spaces_in_a_workbook_is_never_unpacked(tmp_path):
    path = tmp_path / "r.xlsx"
    path.write_bytes(bomb(b"xl/sharedStrings.xml", claimed=GIBIBYTE))
    assert path.stat().st_size < 2 << 20
    assert_told(path, ("r.xlsx", 0, "", "zip_bomb"))


def test_a_bomb_that_hides_its_size_is_stopped_while_it_is_counted(tmp_path):
    path = tmp_path / "r.xlsx"
    path.write_bytes(bomb(b"xl/sharedStrings.xml", claimed=5_000))
    assert_told(path, ("r.xlsx", 0, "", "bad_workbook"))


def test_a_folder_without_anything_lacks_its_lots(tmp_path):
    (tmp_path / "r").mkdir()
    assert_told(tmp_path / "r", ("lots.csv", 0, "", "lots_missing"))
