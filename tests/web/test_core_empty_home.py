# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Answer every command given before there are tables with what to do, never with a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from kotipesa_web.core.management.tables import CommandOnTables

OURS = {name: app for name, app in get_commands().items() if app.startswith("kotipesa_web.")}
MAKES_TABLES = {"restore"}


def run(home, command, database=""):
    """Run a command of the platform in a home; give its exit code and what it wrote."""
    told = {"KOTIPESA_HOME": str(home), "KOTIPESA_DATABASE": database}
    around = {**os.environ, **told}
    words = (Path(sys.executable).with_name("kotipesa-web"), *command.split())
    ran = subprocess.run(words, env=around, text=True, capture_output=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def test_every_command_of_ours_that_makes_no_tables_asks_for_them_first():
    bold = {
        name
        for name, app in OURS.items()
        if not isinstance(load_command_class(app, name), CommandOnTables)
    }
    assert bold == MAKES_TABLES


@pytest.mark.parametrize("command", ["demo", "serve --port 1"])
def test_a_command_given_before_there_are_tables_says_how_to_make_them(tmp_path, command):
    code, told = run(tmp_path / "home", command)
    assert (code, told.splitlines()[-1].endswith("kotipesa-web migrate")) == (1, True)
    assert "Traceback" not in told


def test_a_database_that_does_not_answer_is_named(tmp_path):
    code, told = run(tmp_path, "sweep", "postgresql://nobody@127.0.0.1:1/nothing")
    assert (code, "does not answer" in told, "Traceback" in told) == (1, True, False)


def test_a_place_that_cannot_be_reached_is_named(tmp_path):
    taken = tmp_path / "file"
    taken.touch()
    code, told = run(taken / "home", "sweep")
    assert (code, told) == (1, f"{taken / 'home' / 'map'}: Not a directory\n")
