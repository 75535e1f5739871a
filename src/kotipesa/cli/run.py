# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Run one command on its words, and say in our own words what is wrong with them."""

from collections.abc import Sequence
from typing import Any

from typer import TyperException

from kotipesa.cli.answer import Answer
from kotipesa.cli.asked import Asked
from kotipesa.cli.registry import Command
from kotipesa.errors import Problem, UsageError, problem


def run(command: Command, words: Sequence[str], asked: Asked) -> Answer:
    """Give the answer of a command; raises UsageError for words it does not understand."""
    try:
        answer = command.words.main(
            words, prog_name=f"kotipesa {command.name}", standalone_mode=False, obj=asked
        )
    except TyperException as fault:
        raise UsageError([_wrong_words(fault, command.name)]) from fault
    if not isinstance(answer, Answer):  # typer turns Ctrl-C into a number
        raise KeyboardInterrupt
    return answer


def shown_name(param: Any) -> str:
    """Name a parameter as the help does: an option by its flag, an argument by its word."""
    if param.param_type_name == "option":
        return str(param.opts[0])
    return str(param.metavar or param.name.upper())


def _wrong_words(fault: TyperException, command: str) -> Problem:
    """Look at the kind of the fault by its name: typer keeps the classes to itself."""
    kind = type(fault).__name__
    param, option = getattr(fault, "param", None), getattr(fault, "option_name", "")
    if kind == "NoSuchOption":
        return problem("option_unknown", command=command, option=option)
    if kind == "MissingParameter" and param is not None:
        return problem("argument_missing", command=command, name=shown_name(param))
    if kind == "BadParameter" and param is not None:
        return _bad_argument(shown_name(param), param, command)
    if kind == "BadOptionUsage":
        return problem("option_without_value", command=command, option=option)
    return problem("unclear_command_line", command=command)


def _bad_argument(name: str, param: object, command: str) -> Problem:
    least, most = getattr(param, "min", None), getattr(param, "max", None)
    if least is None:
        return problem("argument_unclear", command=command, name=name)
    if most is None:
        return problem("bad_argument", command=command, name=name, least=f"{least:g}")
    return problem("argument_beyond", command=command, name=name, least=least, most=most)
