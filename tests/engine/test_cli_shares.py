# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what ``kotipesa shares`` shows and writes, and to whom."""

import json

import pytest
from cli_run import csv_rows, files_of, said, said_json, tiny_folder

from kotipesa.testing import random_tables

GLOVES = {
    "players": ["left", "right", "other"],
    "sense": "value",
    "values": {
        **dict.fromkeys(["left", "right", "other", "right,other"], 0),
        "left,right": 1,
        "other, left": 1,
        "left,right,other": 1,
    },
}


@pytest.fixture
def region(tmp_path):
    """Write a region of four owners with nothing agreed."""
    draft = random_tables(2)
    draft.tables["locked"] = []
    return draft.write(tmp_path / "region")


def written_game(folder, **parts):
    path = folder / "game.json"
    path.write_text(json.dumps(GLOVES | parts), encoding="utf-8")
    return path


def test_a_game_is_answered_as_the_contract_says(capsys, tmp_path):
    code, record = said_json(capsys, "shares", "--game", written_game(tmp_path))
    assert code == 0
    assert record == {
        "nucleolus": {"left": 1.0, "right": 0.0, "other": 0.0},
        "shapley": {
            name: pytest.approx(v)
            for name, v in zip(GLOVES["players"], (2 / 3, 1 / 6, 1 / 6), strict=True)
        },
        "in_core": {"nucleolus": True, "shapley": False},
        "core_empty": False,
    }


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_people_see_a_game_like_this(capsys, tmp_path, golden, language):
    answer = said(capsys, "shares", "--game", written_game(tmp_path), "--lang", language)
    assert (answer.code, answer.err) == (0, "")
    golden(f"shares/game_{language}.txt", answer.out)


def test_a_game_in_which_being_together_is_worse_has_no_nucleolus(capsys, tmp_path):
    worse = {"players": ["A", "B"], "values": {"A": 1, "B": 1, "A,B": 3}, "sense": "cost"}
    answer = said(capsys, "shares", "--game", written_game(tmp_path, **worse))
    code, record = said_json(capsys, "shares", "--game", written_game(tmp_path, **worse))
    assert (answer.code, code) == (0, 0)
    assert "no imputation" in answer.err
    assert (record["nucleolus"], record["core_empty"]) == (None, True)
    assert record["in_core"] == {"nucleolus": False, "shapley": False}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"players": ["A", "A"]}, "game_part_wrong"),
        ({"players": ["A,B"]}, "game_part_wrong"),
        ({"players": []}, "game_part_wrong"),
        ({"players": {"left": 1}}, "game_part_wrong"),
        ({"sense": "loss"}, "game_part_wrong"),
        ({"values": [1]}, "game_part_wrong"),
        ({"values": {"left": 1}}, "game_coalitions_missing"),
        ({"values": GLOVES["values"] | {"right,left": 2}}, "game_coalition_twice"),
        ({"values": GLOVES["values"] | {"left,left": 2}}, "game_player_twice"),
        ({"values": GLOVES["values"] | {"left,foot": 2}}, "game_player_unknown"),
        ({"values": GLOVES["values"] | {"left": "1"}}, "game_value_not_number"),
        ({"values": GLOVES["values"] | {"left": True}}, "game_value_not_number"),
        ({"values": GLOVES["values"] | {"left": float("nan")}}, "game_value_not_number"),
        ({"values": GLOVES["values"] | {"left": 10**400}}, "game_value_not_number"),
        ({"values": GLOVES["values"] | {"": 1}}, "game_nobody_has_value"),
        ({"players": [f"p{n}" for n in range(17)]}, "game_too_many_players"),
    ],
)
def test_a_game_that_is_not_whole_is_refused(capsys, tmp_path, parts, code):
    exit_code, record = said_json(capsys, "shares", "--game", written_game(tmp_path, **parts))
    assert exit_code == 1
    assert {found["code"] for found in record["problems"]} == {code}


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"values": 1e', "\x00"])
def test_what_is_no_json_is_refused(capsys, tmp_path, text):
    path = tmp_path / "game.json"
    path.write_text(text, encoding="utf-8")
    code, record = said_json(capsys, "shares", "--game", path)
    assert (code, record["problems"][0]["code"]) == (1, "game_unclear")


def test_a_missing_game_is_said_to_be_missing(capsys, tmp_path):
    code, record = said_json(capsys, "shares", "--game", tmp_path / "none.json")
    assert (code, record["problems"][0]["code"]) == (1, "path_not_found")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_people_see_shares_like_this(capsys, region, tmp_path, golden, monkeypatch, language):
    monkeypatch.setenv("COLUMNS", "120")
    answer = said(capsys, "shares", region, "--out", tmp_path / "out", "--lang", language)
    assert answer.code == 0
    golden(f"shares/region_{language}.txt", answer.out.replace(str(tmp_path), ""))


def test_the_files_say_the_same_and_add_up(capsys, region, tmp_path):
    out = tmp_path / "a" / "out"
    code, record = said_json(capsys, "shares", region, "--out", out)
    assert code == 0
    assert sorted(files_of(out)) == ["shares.csv", "shares.json"]
    kept = json.loads((out / "shares.json").read_text(encoding="utf-8"))
    assert {name: record[name] for name in kept} == kept
    rows = csv_rows(out / "shares.csv")
    assert [row["party"] for row in rows] == [row["party"] for row in kept["parties"]]
    for rule in ("shapley", "nucleolus", "owen", "equal_profit"):
        paid = sum(float(row[f"{rule}_eur"]) for row in rows)
        assert paid == pytest.approx(kept["joint_eur"], abs=1e-6)


def test_the_same_region_gives_the_same_bytes(capsys, region, tmp_path):
    for name in ("one", "two"):
        assert said(capsys, "shares", region, "--out", tmp_path / name).code == 0
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_both_files_appear_or_neither(capsys, region, tmp_path):
    (tmp_path / "out" / "shares.csv").mkdir(parents=True)
    assert said(capsys, "shares", region, "--out", tmp_path / "out").code == 2
    assert files_of(tmp_path / "out") == {}


def test_a_party_is_shown_its_own_lines_and_nobody_elses(capsys, region, tmp_path):
    assert said(capsys, "shares", region, "--out", tmp_path / "out").code == 0
    again = said(capsys, "shares", "--out", tmp_path / "out", "--party", "north")
    anew = said(capsys, "shares", region, "--party", "north")
    assert (again.code, again.out) == (0, anew.out)
    assert "north" in again.out
    assert not any(other in again.out for other in ("south", "builder"))
    code, record = said_json(capsys, "shares", "--out", tmp_path / "out", "--party", "north")
    assert (code, record["party"]) == (0, "north")
    assert "south" not in json.dumps(record)


def test_a_party_nobody_knows_is_refused_without_naming_the_others(capsys, region):
    answer = said(capsys, "shares", region, "--party", "west")
    assert answer.code == 2
    assert "There is no party west" in answer.err
    assert "south" not in answer.out + answer.err


@pytest.mark.parametrize("text", ["{", "{}", "[]", '{"parties": [1]}'])
def test_a_file_of_shares_that_is_not_one_is_refused(capsys, tmp_path, text):
    (tmp_path / "shares.json").write_text(text, encoding="utf-8")
    code, record = said_json(capsys, "shares", "--out", tmp_path, "--party", "north")
    assert (code, record["problems"][0]["code"]) == (1, "shares_file_unclear")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--by", "company", "--out", "x"], "choice_unknown"),
        (["--rights", "all", "--out", "x"], "choice_unknown"),
        ([], "argument_missing"),
        (["--game", "g.json"], "shares_region_and_game"),
        (["--open", "nowhere", "--out", "x"], "open_unknown_facility"),
    ],
)
def test_wrong_use_is_told(capsys, region, words, code):
    exit_code, record = said_json(capsys, "shares", region, *words)
    assert (exit_code, record["problems"][0]["code"]) == (2, code)


@pytest.mark.parametrize("words", [[], ["--party", "north"], ["--out", "x"]])
def test_without_region_there_must_be_shares_to_read(capsys, words):
    code, record = said_json(capsys, "shares", *words)
    assert (code, record["problems"][0]["code"]) == (2, "argument_missing")


def test_a_region_whose_agreed_moves_forbid_comparing_says_so(capsys, tmp_path):
    code, record = said_json(capsys, "shares", tiny_folder(tmp_path), "--out", tmp_path / "out")
    assert (code, record["problems"][0]["code"]) == (1, "shares_agreed_moves")
