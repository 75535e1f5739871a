# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take from a command line what every command understands: language, JSON, debugging, help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotipesa.errors import LANGUAGES, Language, Problem, problem

if TYPE_CHECKING:
    import typer

_LOCALE = ("KOTIPESA_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_FLAGS = {"--json", "--debug", "--help", "-h", "--version"}


@dataclass(frozen=True, slots=True)
class Asked:
    """How a command is to answer, whatever it is; wrong: what could not be understood."""

    language: Language = "en"
    as_json: bool = False
    debug: bool = False
    help: bool = False
    version: bool = False
    wrong: tuple[Problem, ...] = ()


def understand(words: Sequence[str], environment: Mapping[str, str]) -> tuple[Asked, list[str]]:
    """Take the words for all commands out of a command line, wherever they stand, up to ``--``.

    Without ``--lang`` the language is that of KOTIPESA_LANG, else of the locale, else English.
    """
    flags: set[str] = set()
    rest: list[str] = []
    named: list[str] = []
    left = list(words)
    while left:
        word = left.pop(0)
        name, has_value, value = word.partition("=")
        if word == "--":
            rest += [word, *left]
            break
        if word in _FLAGS:
            flags.add(word)
        elif name == "--lang":
            is_next = bool(left) and not left[0].startswith("-")
            named.append(value if has_value else left.pop(0) if is_next else "")
        else:
            rest.append(word)
    spoken = _spoken(named[-1]) if named else _of_locale(environment)
    asked = Asked(
        language=spoken or _of_locale(environment) or "en",
        as_json="--json" in flags,
        debug="--debug" in flags,
        help=bool(flags & {"--help", "-h"}),
        version="--version" in flags,
        wrong=tuple(problem("language_unknown", value=one) for one in named if not _spoken(one)),
    )
    return asked, rest


def language_of(ctx: "typer.Context") -> Language:
    """Give the language a command is to answer in."""
    asked: Asked = ctx.obj
    return asked.language


def _spoken(text: str) -> Language | None:
    return next((language for language in LANGUAGES if text.lower() == language), None)


def _of_locale(environment: Mapping[str, str]) -> Language | None:
    """Take the language of the first variable that says anything, as in ``sv_FI.UTF-8``."""
    said = next((value for name in _LOCALE if (value := environment.get(name, ""))), "")
    return _spoken(said.partition(".")[0].partition("_")[0])
