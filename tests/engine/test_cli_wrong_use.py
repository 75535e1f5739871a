# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold that wrong words are answered with what is wrong and what to do, and exit code 2."""

import errno

import pytest
from cli_run import files_of, said, said_json, tiny_folder

from kotipesa.cli import main
from kotipesa.cli.faults import told
from kotipesa.errors import message


def codes(record):
    return [found["code"] for found in record["problems"]]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], "command_missing"),
        (["plna"], "command_unknown"),
        (["plan"], "argument_missing"),
        (["plan", "region"], "argument_missing"),
        (["plan", "region", "--out"], "option_without_value"),
        (["plan", "region", "--out", "dir", "--fast"], "option_unknown"),
        (["plan", "region", "other", "--out", "dir"], "unclear_command_line"),
        (["plan", "region", "--out", "dir", "--gap", "small"], "bad_argument"),
        (["plan", "region", "--out", "dir", "--gap", "nan"], "bad_argument"),
        (["plan", "region", "--out", "dir", "--time-limit", "-1"], "bad_argument"),
        (["scenarios", "region", "--out", "dir", "-n", "1000001"], "argument_beyond"),
        (["check", "a\0b"], "argument_unclear"),
        (["check", "region", "--lang", "de"], "language_unknown"),
        (["check", "region", "--lang"], "language_unknown"),
        (["import", "lots.xml", "--into", "region"], "import_not_yet"),
        (["estimate", "list.csv", "--into", "region"], "estimate_districts_needed"),
    ],
)
def test_wrong_words_are_told_in_one_object(capsys, tmp_path, monkeypatch, words, code):
    monkeypatch.chdir(tmp_path)
    exit_code, record = said_json(capsys, *words)
    assert (exit_code, codes(record), record["errors"]) == (2, [code], 1)
    assert files_of(tmp_path) == {}


def test_wrong_words_are_told_to_people_with_the_cure(capsys):
    answer = said(capsys, "plan", "--lang", "fi")
    assert answer.out == ""
    assert answer.err == (
        "virhe    Komennolta plan puuttuu REGION.\n"
        "         → Mallin näyttää kotipesa plan --help.\n"
        "1 virhe\n"
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["balance", "--by", "colour"], "unknown_balance_key"),
        (["balance", "--by", "month,month"], "repeated_balance_key"),
        (["balance", "--by", "area"], "balance_without_areas"),
        (["plan", "--out", "plan", "--open", "nobody"], "open_unknown_facility"),
        (["export", "--to", "lots.doc"], "export_ending"),
    ],
)
def test_words_that_do_not_fit_the_region_are_wrong_use(capsys, tmp_path, monkeypatch, words, code):
    monkeypatch.chdir(tmp_path)
    region = tiny_folder(tmp_path / "tiny")
    before = files_of(tmp_path)
    exit_code, record = said_json(capsys, words[0], region, *words[1:])
    assert (exit_code, codes(record)) == (2, [code])
    assert files_of(tmp_path) == before


def test_a_plan_never_replaces_a_region(capsys, tmp_path):
    region = tiny_folder(tmp_path / "tiny")
    for name in ("distances.csv", "locked.csv", "materials.csv", "settings.toml", "sites.csv"):
        (region / name).unlink()
    before = files_of(tmp_path)
    assert set(before) == {"tiny/lots.csv", "tiny/facilities.csv"}
    exit_code, record = said_json(capsys, "plan", region, "--out", region)
    assert (exit_code, codes(record)) == (2, ["directory_not_a_plan"])
    assert files_of(tmp_path) == before


def test_a_plan_never_replaces_a_file(capsys, tmp_path):
    region = tiny_folder(tmp_path / "tiny")
    before = files_of(tmp_path)
    exit_code, record = said_json(capsys, "plan", region, "--out", region / "lots.csv")
    assert (exit_code, codes(record)) == (2, ["directory_not_a_plan"])
    assert files_of(tmp_path) == before


def test_a_place_that_cannot_be_written_is_no_fault_of_the_program(capsys, tmp_path):
    region = tiny_folder(tmp_path / "tiny")
    before = files_of(tmp_path)
    exit_code, record = said_json(capsys, "plan", region, "--out", region / "lots.csv" / "plan")
    assert (exit_code, codes(record)) == (2, ["file_trouble"])
    assert files_of(tmp_path) == before


def test_a_full_disk_is_no_fault_of_the_program():
    answer = told(OSError(errno.ENOSPC, "No space left on device"))
    (found,) = answer.problems
    assert (answer.exit_code, found.code) == (2, "disk_trouble")
    assert message(found, "sv") == "Det går inte att skriva på disken: No space left on device"


def test_a_fault_of_the_program_is_told_in_a_sentence():
    answer = told(ValueError("no such thing"))
    (found,) = answer.problems
    assert answer.exit_code == 4
    assert message(found, "en") == "Unexpected error: ValueError: no such thing"


def test_traces_are_shown_only_when_asked_for(capsys, tmp_path):
    region = str(tiny_folder(tmp_path / "tiny"))
    found = {}
    for words in ([], ["--debug"]):
        code = main(["plan", region, "--out", region, *words])
        out, err = capsys.readouterr()
        found[*words] = (code, "Traceback" in out, "Traceback" in err)
    assert found == {(): (2, False, False), ("--debug",): (2, False, True)}
