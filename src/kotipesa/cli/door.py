# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Carry out one command line: understand it, do it, print one answer, give its exit code."""

import os
import sys
from collections.abc import Sequence

from kotipesa.cli.answer import Answer
from kotipesa.cli.asked import Asked, understand
from kotipesa.cli.faults import told
from kotipesa.cli.help_pages import help_of, overview, version
from kotipesa.cli.registry import find
from kotipesa.cli.run import run
from kotipesa.cli.screen import print_answer, print_trace
from kotipesa.cli.several import spread
from kotipesa.errors import UsageError, problem

INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> int:
    """Carry out a command line, by default the one this process was called with.

    Prints the answer, or with ``--json`` one JSON object, and returns the exit code of formats.md
    §4. Nothing is raised: what nobody expected is told in a sentence, with ``--debug`` also where.
    """
    given = sys.argv[1:] if words is None else words
    asked, rest = understand(given, os.environ)
    try:
        answer = _answer(asked, rest)
    except KeyboardInterrupt:
        sys.unraisablehook = lambda _: None  # files cut off in the middle have nothing to add
        return INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - the last door: no traceback unless asked for
        if asked.debug:
            print_trace(fault)
        answer = told(fault)
    return print_answer(answer, asked)


def _answer(asked: Asked, words: Sequence[str]) -> Answer:
    if asked.wrong:
        raise UsageError(asked.wrong)
    if asked.version:
        return version()
    if not words:
        if asked.help:
            return overview(asked.language)
        raise UsageError([problem("command_missing")])
    name, *rest = words
    command = find(name)
    if asked.help:
        return help_of(command, asked.language)
    return run(command, spread(rest), asked)
