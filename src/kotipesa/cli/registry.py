# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know every command by name, and load only the one asked for: engines take long to start."""

from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module

import typer
from typer.core import TyperCommand
from typer.main import get_command

from kotipesa.errors import UsageError, problem

_MODULES = {
    "demo": "demo",
    "template": "template",
    "import": "import_tables",
    "mapping": "mapping",
    "sync": "sync",
    "estimate": "estimate",
    "boreholes": "boreholes",
    "calibrate": "calibrate",
    "same": "same",
    "years": "years",
    "check": "check",
    "balance": "balance",
    "plan": "plan",
    "report": "report",
    "compare": "compare",
    "explain": "explain",
    "match": "match",
    "export": "export",
    "follow": "follow",
    "annex": "annex",
    "volumes": "volumes",
    "shares": "shares",
    "siting": "siting",
    "scenarios": "scenarios",
    "shift": "shift",
}
COMMANDS = tuple(_MODULES)


@dataclass(frozen=True, eq=False, slots=True)
class Command:
    """One command: its name and what typer knows of its words."""

    name: str
    words: TyperCommand


def find(name: str) -> Command:
    """Load the module of a command; raises UsageError for a name nobody knows."""
    if name not in _MODULES:
        near = get_close_matches(name, COMMANDS) or COMMANDS
        raise UsageError([problem("command_unknown", command=name, nearest=", ".join(near))])
    module = import_module(f"kotipesa.cli.commands.{_MODULES[name]}")
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, add_help_option=False)(module.run)
    words = get_command(app)
    if not isinstance(words, TyperCommand):
        raise TypeError(name)
    return Command(name, words)
