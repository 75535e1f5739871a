# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold how data come in: by import, by estimate, and as the imaginary region of the demo."""

import json

import pytest
from cli_run import files_of, said, said_alone, said_json, tiny_folder
from estimate_sample import street_row, write_districts, write_list

from kotipesa.errors import UsageError
from kotipesa.region import read, region_rows
from kotipesa.report.region_files import write_region_file
from kotipesa.testing import small_tables, tiny, tiny_tables, write_demo


def codes(record):
    return [found["code"] for found in record["problems"]]


def first_error(record):
    found = next(p for p in record["problems"] if p["severity"] == "error")
    return {key: found[key] for key in ("code", "file", "sheet", "row", "column", "value")}


def test_csv_files_make_a_region(capsys, tmp_path):
    tiny_folder(tmp_path / "files")
    tables = [tmp_path / "files" / f"{name}.csv" for name in tiny_tables().tables]
    code, record = said_json(capsys, "import", *tables, "--into", tmp_path / "region")
    counts = {name: len(rows) for name, rows in tiny_tables().tables.items()}
    assert (code, record["rows"]) == (0, counts)
    again = read(tmp_path / "region").replace(**_settings(tiny()))
    assert region_rows(again) == region_rows(tiny())


def _settings(region):
    return {"settings": region.settings}


def test_a_workbook_makes_a_region_too(capsys, tmp_path):
    write_region_file(tiny(), tmp_path / "tiny.xlsx")
    code, _ = said_json(capsys, "import", tmp_path / "tiny.xlsx", "--into", tmp_path / "region")
    again = read(tmp_path / "region").replace(**_settings(tiny()))
    assert (code, region_rows(again)) == (0, region_rows(tiny()))


def test_pairs_that_are_two_projects_leave_and_come_in_by_a_workbook(capsys, tmp_path):
    region, into = tiny_folder(tmp_path / "tiny"), tmp_path / "region"
    (region / "projects.csv").write_text("id\np-1\np-2\n", encoding="utf-8")
    pairs = "a,b\np-1,p-2\n"
    (region / "different.csv").write_text(pairs, encoding="utf-8")
    said(capsys, "export", region, "--to", tmp_path / "all.xlsx")
    answer = said(capsys, "import", tmp_path / "all.xlsx", "--into", into, "--lang", "fi")
    assert (answer.code, (into / "different.csv").read_text(encoding="utf-8")) == (0, pairs)
    assert "eri hankkeiden pareja 1" in answer.out


def test_a_row_with_a_known_id_takes_the_old_ones_place(capsys, tmp_path):
    region = tiny_folder(tmp_path / "region")
    lots = tmp_path / "lots.csv"
    lots.write_text(
        "id;direction;material;amount;unit;site;from;to\n"
        "a;have;gravel;61,5;t;north;2026-01;2026-02\n"
        "z;have;gravel;9;t;north;2026-01;2026-02\n",
        encoding="utf-8",
    )
    assert said(capsys, "import", lots, "--into", region).code == 0
    lots_now = read(region).lots
    amounts = dict(zip(lots_now.id.tolist(), lots_now.amount_t.tolist(), strict=True))
    assert (amounts["a"], amounts["z"], len(amounts)) == (61.5, 9.0, 8)


BAD_LOTS = {
    "a cell": ("x;have;gravel;many;t;north;2026-01;2026-02", "bad_number", 2, "amount"),
    "a site": ("x;have;gravel;5;t;nowhere;2026-01;2026-02", "unknown_reference", 2, "site"),
    "a material": ("x;have;gold;5;t;north;2026-01;2026-02", "unknown_material", 2, "material"),
}


@pytest.mark.parametrize("kind", BAD_LOTS)
def test_bad_rows_change_nothing_and_are_told_by_their_own_line(capsys, tmp_path, kind):
    row, code, line, column = BAD_LOTS[kind]
    region = tiny_folder(tmp_path / "region")
    lots = tmp_path / "new" / "Lots.CSV"
    lots.parent.mkdir()
    lots.write_text(f"id;direction;material;amount;unit;site;from;to\n{row}\n", encoding="utf-8")
    before = files_of(tmp_path)
    exit_code, record = said_json(capsys, "import", lots, "--into", region)
    place = {"file": "Lots.CSV", "sheet": "", "row": line, "column": column}
    found = first_error(record)
    assert (exit_code, found["code"], {key: found[key] for key in place}) == (1, code, place)
    assert files_of(tmp_path) == before


def test_rows_that_would_break_others_are_told_by_the_others_line(capsys, tmp_path):
    region = tiny_folder(tmp_path / "region")
    (region / "sites.csv").unlink()
    sites = tmp_path / "sites.csv"
    sites.write_text("id,x,y,crs\nnorth,385000,6690000,EPSG:3067\n", encoding="utf-8")
    before = files_of(tmp_path)
    code, record = said_json(capsys, "import", sites, "--into", region)
    broken = {(p["file"], p["code"]) for p in record["problems"] if p["severity"] == "error"}
    assert (code, files_of(tmp_path)) == (1, before)
    assert broken == {
        ("distances.csv", "unknown_reference"),
        ("facilities.csv", "unknown_reference"),
        ("locked.csv", "refers_to_bad_row"),
        ("lots.csv", "unknown_reference"),
    }


def test_an_id_twice_in_one_file_is_refused(capsys, tmp_path):
    lots = tmp_path / "lots.csv"
    row = "a,have,gravel,5,t,north,2026-01,2026-02\n"
    lots.write_text(f"id,direction,material,amount,unit,site,from,to\n{row}{row}", encoding="utf-8")
    code, record = said_json(capsys, "import", lots, "--into", tmp_path / "region")
    assert (code, "duplicate_id" in codes(record)) == (1, True)
    assert not (tmp_path / "region").exists()


@pytest.mark.parametrize(("amount", "found"), [("5", []), ("6", [("files_disagree", 2)])])
def test_a_row_of_two_files_is_one_and_must_say_the_same(capsys, tmp_path, amount, found):
    region = tiny_folder(tmp_path / "region")
    for folder, tonnes in (("one", "5"), ("two", amount)):
        (tmp_path / folder).mkdir()
        row = f"z,have,gravel,{tonnes},t,north,2026-01,2026-02\n"
        text = f"id,direction,material,amount,unit,site,from,to\n{row}"
        (tmp_path / folder / "lots.csv").write_text(text, encoding="utf-8")
    files = [tmp_path / folder / "lots.csv" for folder in ("one", "two")]
    code, record = said_json(capsys, "import", *files, "--into", region)
    told = [(p["code"], p["row"]) for p in record["problems"] if p["severity"] == "error"]
    assert (code, told) == (int(bool(found)), found)


def test_a_file_that_is_not_named_after_a_table_says_how_to_name_it(capsys, tmp_path):
    (tmp_path / "lot.csv").write_text("id\n", encoding="utf-8")
    code, record = said_json(capsys, "import", tmp_path / "lot.csv", "--into", tmp_path / "region")
    assert (code, codes(record)) == (1, ["import_unnamed"])
    assert "Nearest: lots" in record["problems"][0]["message"]["en"]


def test_an_estimate_becomes_lots_and_says_what_was_left_out(capsys, tmp_path):
    months = {"months_2023": "000011110000", "ts2023_keur": "300"}
    rows = [
        street_row(1, "Keksikatu", phases="m p k v", **months),
        street_row(2, "Keksikuja", phases="s", **months),
    ]
    programme = write_list(tmp_path, "list.csv", rows)
    region = tmp_path / "region"
    words = ["estimate", programme, "--into", region, "--districts", *write_districts(tmp_path)]
    code, record = said_json(capsys, *words)
    assert (code, record["rows"]["projects"], record["errors"]) == (0, 1, 0)
    assert record["rows"]["lots"] == len(read(region).lots)
    assert codes(record) == ["estimate_no_digging", "estimate_unverified"]
    answer = said(capsys, *words)
    assert "row 3, 'Keksikuja'" in answer.out
    assert "projects 1" in answer.out


def test_the_demo_is_written_over_itself_but_never_over_anything_else(tmp_path):
    folder = tmp_path / "demo"
    write_demo(folder, tiny_tables())
    write_demo(folder, small_tables())
    assert len(read(folder).lots) == 40
    with (folder / "lots.csv").open("a", encoding="utf-8") as lots:
        lots.write("\n")
    before = files_of(folder)
    with pytest.raises(UsageError, match="something else than an unchanged example"):
        write_demo(folder, tiny_tables())
    assert files_of(folder) == before


def test_the_demo_is_never_written_over_a_region_of_somebody(capsys, tmp_path):
    region = tiny_folder(tmp_path / "mine")
    before = files_of(tmp_path)
    code, record = said_json(capsys, "demo", region)
    assert (code, codes(record)) == (2, ["demo_changed"])
    assert files_of(tmp_path) == before


def test_the_demo_writes_a_region_and_its_proven_plan(tmp_path):
    demo = tmp_path / "demo"
    answer = said_alone("demo", demo, KOTIPESA_LANG="fi")
    assert (answer.code, "Traceback" in answer.err) == (0, False)
    assert answer.out.startswith(f"Kuvitteellinen alue kansiossa {demo}")
    assert str(demo / "plan" / "report.html") in answer.out
    assert "Suunnitellaan" in answer.err
    plan = json.loads((demo / "plan" / "plan.json").read_text(encoding="utf-8"))
    assert (plan["status"], plan["gap"] <= 1e-6) == ("optimal", True)
    assert plan["objective_eur"] <= min(plan["baselines"].values())
    assert {path.name for path in demo.iterdir() if path.is_dir()} == {"plan"}
