# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold how a command line is understood, and that the command line speaks three languages."""

import csv
from importlib.resources import files
from string import Formatter

import pytest
from cli_run import said, said_alone, said_json

from kotipesa.cli.asked import Asked, understand
from kotipesa.cli.registry import COMMANDS, find
from kotipesa.cli.several import spread
from kotipesa.cli.texts import say, texts
from kotipesa.errors import LANGUAGES
from kotipesa.region.schema import table_names

LEFT = ["plan", "region"]


@pytest.mark.parametrize(
    "words",
    [
        ["--json", "--lang", "sv", "plan", "region"],
        ["plan", "region", "--lang=sv", "--json"],
        ["plan", "--lang", "SV", "region", "--json"],
    ],
)
def test_words_for_every_command_may_stand_anywhere(words):
    assert understand(words, {}) == (Asked(language="sv", as_json=True), LEFT)


def test_words_after_two_dashes_belong_to_the_command():
    assert understand(["match", "--", "--json"], {}) == (Asked(), ["match", "--", "--json"])


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fi_FI.UTF-8"}, "fi"),
        ({"LANG": "sv_FI"}, "sv"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fil_PH.UTF-8"}, "en"),
        ({"LANG": "fi_FI.UTF-8", "LC_ALL": "sv_SE.UTF-8"}, "sv"),
        ({"LC_ALL": "sv_SE.UTF-8", "KOTIPESA_LANG": "fi"}, "fi"),
        ({"LANG": "fi_FI.UTF-8", "KOTIPESA_LANG": ""}, "fi"),
    ],
)
def test_the_language_is_that_of_the_machine_unless_told(environment, language):
    assert understand([], environment)[0].language == language
    assert understand(["--lang", "en"], environment)[0].language == "en"


@pytest.mark.parametrize(
    ("words", "spread_out"),
    [
        ("region --open a b --out dir", "region --open a --open b --out dir"),
        ("region --open a --open b", "region --open a --open b"),
        ("region --out dir --open a b c", "region --out dir --open a --open b --open c"),
        ("--open a region --out dir", "--open a region --out dir"),
        ("region --gap 0.1 --out dir", "region --gap 0.1 --out dir"),
        ("region --open a -- b", "region --open a -- b"),
    ],
)
def test_one_flag_may_take_several_values(words, spread_out):
    assert spread(words.split()) == spread_out.split()


def test_every_command_and_each_of_its_words_is_explained():
    known = texts()
    unexplained = [
        (name, param.name)
        for name in COMMANDS
        for param in find(name).words.params
        if not {f"{name}.{param.name}", f"any.{param.name}"} & known.keys()
    ]
    assert unexplained == []
    assert [name for name in COMMANDS if name not in known] == []


def test_every_sentence_stands_once_and_in_three_languages():
    content = files("kotipesa.cli").joinpath("texts.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(content.splitlines()))
    assert len(rows) == len(texts())
    for row in rows:
        fields = [{f for _, f, _, _ in Formatter().parse(row[lang]) if f} for lang in LANGUAGES]
        assert all(row[lang].strip() for lang in LANGUAGES), row["key"]
        assert fields[0] == fields[1] == fields[2], row["key"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_names_every_command_in_the_language(capsys, language):
    answer = said(capsys, "--help", "--lang", language)
    assert answer.code == 0
    assert answer.err == ""
    assert [name for name in COMMANDS if f"kotipesa {name}" not in answer.out] == []
    assert say("plan", language) in answer.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_page_of_help(capsys, name):
    answer = said(capsys, name, "--help", "--lang", "fi")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(say(name, "fi"))
    assert said_json(capsys, name, "--help", "--lang", "fi") == (0, {"help": answer.out.rstrip()})


def test_the_usage_is_that_of_the_contract(capsys):
    usages = {
        name: next(
            line for line in said(capsys, name, "--help").out.splitlines() if "  kot" in line
        )
        for name in ("plan", "balance", "import", "explain", "report")
    }
    assert usages == {
        "plan": "  kotipesa plan REGION --out DIR [--gap GAP] [--time-limit S] [--open ID...] "
        "[--processes N]",
        "balance": "  kotipesa balance REGION [--by KEYS] [--area POLYGONS] [--layer NAME] "
        "[--csv FILE]",
        "import": "  kotipesa import FILE... --into REGION [--mapping M.toml] [--layer NAME] "
        "[--encoding NAME] [--crs",
        "explain": "  kotipesa explain REGION LOT",
        "report": "  kotipesa report DIR",
    }


def test_the_version_is_told(capsys):
    assert said_json(capsys, "--version") == (0, {"version": "0.1.0"})


def test_help_starts_without_the_engine():
    program = "import sys; from kotipesa.cli import main; main(['--help']); "
    heavy = "print({'numpy', 'polars', 'scipy', 'kotipesa.region'} & set(sys.modules))"
    answer = said_alone(program=program + heavy)
    assert answer.out.splitlines()[-1] == "set()"


def test_commands_that_plan_nothing_load_nothing_that_plans():
    program = "import sys; from kotipesa.cli.registry import find; "
    found = "[find(name) for name in ('check', 'balance', 'import', 'export', 'report')]; "
    heavy = "print({'numba', 'highspy', 'kotipesa.plan.plan'} & set(sys.modules))"
    answer = said_alone(program=program + found + heavy)
    assert answer.out.splitlines()[-1] == "set()"


def test_every_table_has_a_word_to_be_counted_by():
    assert set(table_names()) - texts().keys() == set()
