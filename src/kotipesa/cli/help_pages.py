# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the pages of --help: all commands, or one with its words and flags."""

import shutil
from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any

from kotipesa.cli.answer import Answer
from kotipesa.cli.registry import COMMANDS, Command
from kotipesa.cli.run import shown_name
from kotipesa.cli.texts import say, texts
from kotipesa.errors import Language
from kotipesa.version import __version__

_WIDEST = 100
_FOR_ALL = {"--lang fi|sv|en": "lang", "--json": "json", "--debug": "debug", "--help": "help"}


def version() -> Answer:
    """Say which version this is."""
    return Answer({"version": __version__}, [f"kotipesa {__version__}"])


def overview(language: Language) -> Answer:
    """List every command with what it does."""
    commands = [(f"kotipesa {name}", say(name, language)) for name in COMMANDS]
    return _page(
        [
            say("kotipesa", language),
            "",
            *_listed(commands),
            "",
            *_listed(_for_all(language)),
            "",
            *_wrapped(say("start_with", language), 0),
        ]
    )


def help_of(command: Command, language: Language) -> Answer:
    """Show how one command is written, and what its words and flags mean."""
    params = [param for param in command.words.params if param.name != "help"]
    explained = [(_written(one), _meaning(command.name, one, language)) for one in params]
    usage = " ".join(["kotipesa", command.name, *map(_in_usage, params)])
    return _page(
        [
            *_wrapped(say(command.name, language), 0),
            "",
            *_wrapped(usage, 2),
            "",
            *_listed([*explained, *_for_all(language)]),
        ]
    )


def _page(lines: Iterable[str]) -> Answer:
    text = "\n".join(lines)
    return Answer({"help": text}, [text])


def _for_all(language: Language) -> list[tuple[str, str]]:
    return [(flag, say(f"for_all.{key}", language)) for flag, key in _FOR_ALL.items()]


def _meaning(command: str, param: Any, language: Language) -> str:
    """Say what a parameter means: in this command, else in any."""
    own = f"{command}.{param.name}"
    return say(own if own in texts() else f"any.{param.name}", language)


def _written(param: Any) -> str:
    """Write a parameter as it is typed: ``REGION``, ``--out DIR``, ``--force``."""
    if param.param_type_name == "option" and not param.is_flag:
        return f"{shown_name(param)} {param.metavar}"
    return shown_name(param)


def _in_usage(param: Any) -> str:
    return _written(param) if param.required else f"[{_written(param)}]"


def _listed(rows: list[tuple[str, str]]) -> Iterator[str]:
    """Put meanings beside each other, to the right of what they explain."""
    edge = max(len(name) for name, _ in rows) + 4
    for name, meaning in rows:
        first, *others = wrap(meaning, _width() - edge) or [""]
        yield f"  {name:<{edge - 2}}{first}"
        yield from (" " * edge + line for line in others)


def _wrapped(text: str, indent: int) -> list[str]:
    space = " " * indent
    return wrap(text, _width(), initial_indent=space, subsequent_indent=space + "  " * bool(indent))


def _width() -> int:
    return min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns)
