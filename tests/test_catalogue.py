# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the catalogue of problems complete: every code, in three languages, with what it needs."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from kotipesa.errors import NOTHING_NEAR, Problem, message, problem

SOURCE = Path(__file__).resolve().parents[1] / "src"
CATALOGUE = SOURCE / "kotipesa" / "errors" / "catalogue.csv"
COLUMNS = ["code", "severity", "fi", "sv", "en", "cure_fi", "cure_sv", "cure_en"]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")}
ROWS = list(csv.reader(CATALOGUE.read_text(encoding="utf-8").splitlines()))
ENTRIES = [dict(zip(COLUMNS, row, strict=False)) for row in ROWS[1:]]
BY_CODE = {entry["code"]: entry for entry in ENTRIES}


def placeholders(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}


def codes(expression: ast.expr) -> Iterator[str]:
    """Give the codes an expression may be; one put together from pieces may be all that fit."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        yield expression.value
    elif isinstance(expression, ast.IfExp):
        yield from codes(expression.body)
        yield from codes(expression.orelse)
    elif isinstance(expression, ast.JoinedStr):
        pieces = [p.value if isinstance(p, ast.Constant) else None for p in expression.values]
        pattern = re.compile("".join(".+" if p is None else re.escape(p) for p in pieces))
        yield from [code for code in BY_CODE if pattern.fullmatch(code)] or [pattern.pattern]


def raised() -> Iterator[tuple[str, str, set[str], bool]]:
    """Give each call of ``problem``: its place, code, names, and whether these are all names."""
    calls = (
        (f"{path.relative_to(SOURCE).as_posix()}:{node.lineno}", node)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "problem"
    )
    for place, call in calls:
        names = {keyword.arg for keyword in call.keywords}
        for code in codes(call.args[0]):
            yield place, code, names - {None, "where"}, None not in names


def test_the_catalogue_has_its_columns_and_every_row_fills_them():
    assert ROWS[0] == COLUMNS
    assert [row for row in ROWS if len(row) != len(COLUMNS) or not all(map(str.strip, row))] == []


def test_every_code_stands_once():
    written = [entry["code"] for entry in ENTRIES]
    assert sorted({code for code in written if written.count(code) > 1}) == []


def test_a_problem_is_an_error_or_a_note():
    assert [e["code"] for e in ENTRIES if e["severity"] not in {"error", "note"}] == []


def test_every_code_that_is_raised_stands_in_the_catalogue():
    assert sorted({(code, place) for place, code, _, _ in raised() if code not in BY_CODE}) == []


def test_every_code_of_the_catalogue_is_raised_somewhere():
    spoken = {
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(BY_CODE.keys() - spoken - {code for _, code, _, _ in raised()}) == []


def test_every_raised_problem_brings_what_its_sentences_need():
    lacking = [
        (place, code, sorted(needed - named))
        for place, code, named, complete in raised()
        if complete and code in BY_CODE
        for needed in [set().union(*(placeholders(BY_CODE[code][c]) for c in COLUMNS[2:]))]
        if needed - named
    ]
    assert lacking == []


@pytest.mark.parametrize("kind", ["", "cure_"])
def test_three_languages_speak_of_the_same_things_in_their_own_words(kind):
    fi, sv, en = (f"{kind}{language}" for language in ("fi", "sv", "en"))
    other_things = [
        e["code"]
        for e in ENTRIES
        if not placeholders(e[fi]) == placeholders(e[sv]) == placeholders(e[en])
    ]
    same_words = [e["code"] for e in ENTRIES if len({e[fi], e[sv], e[en]}) < 3]
    assert (other_things, same_words) == ([], [])


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_sentence_of_what_is_near_is_left_out_where_nothing_is(language):
    near = [code for code, entry in BY_CODE.items() if "{nearest}" in entry[language]]
    said = {code: message(_filled(code, NOTHING_NEAR), language) for code in near}
    assert {code: words for code, words in said.items() if "-" in words or words[-1] != "."} == {}
    assert all("kivi" in message(_filled(code, "kivi"), language) for code in near)


def _filled(code: str, nearest: str) -> Problem:
    needed = set().union(*(placeholders(BY_CODE[code][column]) for column in COLUMNS[2:]))
    return problem(code, **{**dict.fromkeys(needed, "x"), "nearest": nearest})
