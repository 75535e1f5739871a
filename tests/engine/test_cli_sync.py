# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the commands that keep a region in step: sync, and estimate when it comes again."""

import json
import subprocess
import sys

import pytest
from cli_run import files_of, said, said_json
from estimate_sample import street_row, write_districts, write_list
from region_written import folder_of, lot, site
from register_told import files_told

from kotipesa.region import check, read

LOTS = [lot(id=f"l{n}", name=f"n{n}", amount=100 + n) for n in range(10)]


@pytest.fixture
def region(capsys, tmp_path):
    folder = tmp_path / "region"
    code, _ = synced(capsys, folder, LOTS)
    assert code == 0
    return folder


def synced(capsys, region, lots, *words, system="S", sites=()):
    files = files_told(region.parent / f"from {system}", lots, sites)
    return said_json(capsys, "sync", *files, "--system", system, "--into", region, *words)


def codes(record, severity="error"):
    return [p["code"] for p in record["problems"] if p["severity"] == severity]


def write_name(region, old, new):
    lots = region / "lots.csv"
    lots.write_text(lots.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_sync_makes_a_region_with_its_records(region):
    assert set(files_of(region)) == {
        "lots.csv",
        "records.csv",
        "sites.csv",
        "synced/S/lots.csv",
        "synced/S/sites.csv",
    }
    assert len(read(region).lots) == 10
    assert [p for p in check(region) if p.code == "unknown_file"] == []


def test_records_are_no_part_of_a_regions_fingerprint(region):
    before = read(region).sha256
    (region / "records.csv").unlink()
    assert read(region).sha256 == before


def test_the_same_export_in_another_order_leaves_every_byte(capsys, region):
    before = files_of(region)
    code, record = synced(capsys, region, LOTS[::-1])
    assert (code, record["changes"], files_of(region)) == (0, [], before)
    assert record["counts"] == {"sites": {"unchanged": 2}, "lots": {"unchanged": 10}}


def test_changes_are_told_by_cell(capsys, region):
    write_name(region, "n3", "mine")
    code, record = synced(capsys, region, [LOTS[0] | {"amount": 7}, *LOTS[1:]])
    cells = {"last": "100", "here": "100", "there": "7", "stands": "theirs", "column": "amount"}
    row = {"table": "lots", "id": "l0", "system_id": "l0", "outcome": "changed_there"}
    assert (code, record["changes"][0]) == (0, row | {"reason": "", "columns": [cells]})
    assert [change["outcome"] for change in record["changes"]] == ["changed_there", "changed_here"]
    names = read(region).lots.name.tolist()
    assert (names[3], read(region).lots.amount[0]) == ("mine", 7)


def test_people_see_counts_first_and_then_rows(capsys, region):
    files = files_told(region.parent / "now", [*LOTS[1:], lot(id="l0", name="other")])
    answer = said(capsys, "sync", *files, "--system", "S", "--into", region)
    lines = [line.split() for line in answer.out.splitlines() if line.strip()]
    assert lines[0][:4] == ["The", "region", str(region), "is"]
    assert ["changed", "there", "1"] in lines
    assert ["unchanged", "2", "9"] in lines
    assert ["l0", "changed", "there", "amount", "100", "100", "theirs"] not in lines
    assert ["l0", "changed", "there", "name", "n0", "n0", "other", "theirs"] in lines


def test_a_dry_run_shows_all_and_writes_nothing(capsys, region):
    before = files_of(region)
    code, record = synced(capsys, region, LOTS[5:], "--dry-run")
    assert (code, codes(record), record["dry_run"]) == (1, ["sync_loses_rows"], True)
    assert record["counts"]["lots"] == {"removed": 5, "unchanged": 5}
    assert files_of(region) == before
    assert synced(capsys, region.parent / "none", LOTS, "--dry-run")[0] == 0
    assert not (region.parent / "none").exists()


def test_half_an_export_is_refused_unless_forced(capsys, region):
    before = files_of(region)
    code, record = synced(capsys, region, LOTS[5:])
    assert (code, codes(record), files_of(region)) == (1, ["sync_loses_rows"], before)
    message = record["problems"][0]["message"]["en"]
    assert message == (
        "In the table lots, of 10 rows of the system 5 would be missing and 0 become others: "
        "l0, l1, l2, l3, l4."
    )
    assert synced(capsys, region, LOTS[5:], "--force")[0] == 0
    assert len(read(region).lots) == 5


def test_an_empty_export_is_refused(capsys, region):
    code, record = synced(capsys, region, [])
    assert (code, codes(record)) == (1, ["sync_loses_rows"])


def test_an_open_conflict_is_an_error_but_the_rest_is_written(capsys, region):
    records = region / "records.csv"
    records.write_text(records.read_text().replace(",yes,", ",no,"), encoding="utf-8")
    write_name(region, "n3", "mine")
    there = [*LOTS[:3], LOTS[3] | {"name": "theirs"}, *LOTS[4:], lot(id="new")]
    code, record = synced(capsys, region, there)
    assert (code, codes(record)) == (1, ["sync_conflict"])
    assert read(region).lots.name.tolist()[3] == "mine"
    assert "new" in read(region).lots.id
    assert synced(capsys, region, there, "--take", "theirs")[0] == 0
    assert read(region).lots.name.tolist()[3] == "theirs"


def test_rows_that_would_break_the_region_change_nothing(capsys, region):
    before = files_of(region)
    code, record = synced(capsys, region, [*LOTS, lot(id="x", site="nowhere")])
    place = {"file": "lots.csv", "row": 12, "column": "site"}
    found = record["problems"][0]
    assert (code, found["code"]) == (1, "unknown_reference")
    assert {key: found[key] for key in place} == place
    assert files_of(region) == before


def test_two_systems_keep_their_own_rows(capsys, region):
    before = read(region).lots
    excel = [lot(id="l0", name="of Excel"), lot(id="1e5")]
    code, record = synced(capsys, region, excel, system="Excel", sites=[site(x=25.5)])
    assert (code, codes(record, "note")) == (0, ["sync_renamed", "sync_renamed"])
    lots = read(region).lots
    assert lots.id.tolist() == [*before.id.tolist(), "1e5", "Excel-l0"]
    assert lots.name.tolist()[:10] == before.name.tolist()
    again = files_of(region)
    assert synced(capsys, region, excel, system="Excel", sites=[site(x=25.5)])[0] == 0
    assert files_of(region) == again


WRONG_USE = {
    "a name for a folder elsewhere": (["--system", "../up"], 2, "system_name"),
    "a name in other capitals": (["--system", "s"], 2, "system_spelled"),
    "a day that is none": (["--system", "S", "--as-of", "21.11.2026"], 2, "bad_day"),
    "a side that is none": (["--system", "S", "--take", "mine"], 2, "take_unknown"),
}


@pytest.mark.parametrize("kind", WRONG_USE)
def test_wrong_words_are_told(capsys, region, kind):
    words, exit_code, problem = WRONG_USE[kind]
    before = files_of(region)
    code, record = said_json(capsys, "sync", region / "lots.csv", "--into", region, *words)
    assert (code, codes(record), files_of(region)) == (exit_code, [problem], before)


def test_tables_without_ids_of_their_own_are_sent_to_import(capsys, region):
    folder = folder_of(
        region.parent / "moves", locked="from_kind,from_id,to_kind,to_id,month,tonnes\n"
    )
    words = ["sync", folder / "locked.csv", "--system", "S", "--into", region]
    code, record = said_json(capsys, *words)
    assert (code, codes(record)) == (1, ["sync_table"])


def test_a_header_that_stands_twice_is_refused(capsys, region):
    folder = folder_of(region.parent / "p", projects="id,name\np,one\nid,name\nq,two\n")
    words = ["sync", folder / "projects.csv", "--system", "S", "--into", region]
    code, record = said_json(capsys, *words)
    assert (code, codes(record), record["problems"][0]["row"]) == (1, ["header_repeated"], 3)


def test_a_table_of_the_region_that_cannot_be_read_is_never_replaced(capsys, region):
    (region / "lots.csv").write_bytes(b"\x00\x00")
    before = files_of(region)
    code, _ = synced(capsys, region, LOTS)
    assert (code, files_of(region)) == (1, before)


def test_bad_records_are_told_by_their_lines(capsys, region):
    records = region / "records.csv"
    lines = records.read_text().splitlines()
    records.write_text("\n".join([*lines, lines[1], lines[2].replace(",S,", ",T,")]) + "\n")
    code, record = synced(capsys, region, LOTS)
    assert (code, sorted(codes(record))) == (1, ["record_twice", "two_keepers"])


DYING = """
import json, sys
from pathlib import Path
from shutil import copytree
from kotipesa.region.folder.publish import finish_publishing
from kotipesa.workflow.keeping_in_step import sync_into

STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"}
region, files = Path(sys.argv[1]), [Path(file) for file in sys.argv[2:]]
place, left = "", 0

def die(event, found):
    # From its last step on, nothing this writer does reaches the disk any more.
    global left
    if place and event in STEPS and place in str(found[0]) and found[1:2] != ("r",):
        left -= 1
        if left < 0:
            raise ConnectionAbortedError

def content(folder):
    return {str(path.relative_to(folder)): path.read_text()
            for path in folder.rglob("*") if path.is_file()}

def dies_after(steps, folder):
    global place, left
    place, left = str(folder), steps
    try:
        sync_into(files, folder, "S")
    except ConnectionAbortedError:
        return True
    finally:
        place = ""
    return False

def fresh(name):
    return copytree(region, region.parent / f"copy {name}")

before = content(region)
sync_into(files, whole := fresh("whole"), "S")
after = content(whole)
sys.addaudithook(die)
states, steps, died = [], 0, True
while died:
    died = dies_after(steps, folder := fresh(steps))
    finish_publishing(folder)
    now = {name: text for name, text in content(folder).items() if name[0] != "."}
    states.append("after" if now == after else "before" if now == before else "torn")
    steps += 1
print(json.dumps([before == after, states]))
"""


def test_a_sync_that_dies_at_any_step_leaves_the_old_state_or_the_new(region, tmp_path):
    files = files_told(tmp_path / "now", [lot(id="new"), *LOTS[1:]], [site(name="x"), site(id="t")])
    done = subprocess.run(
        [sys.executable, "-c", DYING, region, *files],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    is_same, states = json.loads(done.stdout)
    switch = states.index("after")
    assert (is_same, states) == (False, ["before"] * switch + ["after"] * (len(states) - switch))
    assert len(states) > 20


STREETS = {"months_2023": "000011110000", "ts2023_keur": "300"}


def estimated(capsys, tmp_path, *names, words=()):
    rows = [street_row(n, name, phases="m p k v", **STREETS) for n, name in enumerate(names, 1)]
    programme = write_list(tmp_path, "list.csv", rows)
    districts = write_districts(tmp_path)
    region = tmp_path / "estimated"
    command = ["estimate", programme, "--into", region, "--districts", *districts, *words]
    return said_json(capsys, *command)


def test_an_estimate_of_a_new_list_replaces_its_own_rows(capsys, tmp_path):
    names = [f"Keksikatu {letter}" for letter in "abcdef"]
    assert estimated(capsys, tmp_path, *names)[0] == 0
    region = tmp_path / "estimated"
    before = files_of(region)
    code, record = estimated(capsys, tmp_path, *names)
    assert (code, record["changes"], files_of(region)) == (0, [], before)
    code, record = estimated(capsys, tmp_path, *names[:5])
    projects = [change for change in record["changes"] if change["table"] == "projects"]
    assert (code, [change["outcome"] for change in projects]) == (0, ["removed"])
    assert set(read(region).lots.name) == set(names[:5])
    before = files_of(region)
    code, record = estimated(capsys, tmp_path, "Keksitie")
    assert (code, set(codes(record)), files_of(region)) == (1, {"sync_loses_rows"}, before)


def test_an_estimate_keeps_what_people_changed(capsys, tmp_path):
    assert estimated(capsys, tmp_path, "Keksikatu")[0] == 0
    region = tmp_path / "estimated"
    write_name(region, "Keksikatu", "Keksikatu by hand")
    code, record = estimated(capsys, tmp_path, "Keksitie")
    assert (code, set(read(region).lots.name)) == (0, {"Keksikatu by hand"})
    settled = {change["table"] for change in record["changes"] if change["reason"] == "ours"}
    assert settled == {"lots"}


def test_a_workbook_region_is_refused(capsys, tmp_path):
    folder = folder_of(tmp_path / "region")
    (folder / "region.xlsx").write_bytes(b"")
    code, record = synced(capsys, folder, LOTS)
    assert (code, codes(record)) == (1, ["region_in_workbook"])


def test_help_names_flags_without_a_value(capsys):
    usage = " ".join(said(capsys, "sync", "--help").out.split())
    assert "[--force] [--dry-run] [--as-of DATE]" in usage
