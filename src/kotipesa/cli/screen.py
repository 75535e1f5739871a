# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Print one answer: an object for programs, or tables and sentences for people."""

import io
import os
import sys
import traceback
from collections.abc import Sequence
from typing import TextIO

from rich.console import Console, RenderableType

from kotipesa.cli.answer import Answer
from kotipesa.cli.asked import Asked
from kotipesa.cli.json_text import json_text
from kotipesa.cli.problem_table import brief_notes, problem_table

WIDTH_OF_A_FILE = 140


def print_answer(answer: Answer, asked: Asked) -> int:
    """Print an answer and give its exit code; a reader that has gone away is no fault of ours."""
    try:
        if asked.as_json:
            _print_json(answer)
        else:
            _print_for_people(answer, asked)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return answer.exit_code


def print_trace(fault: Exception) -> None:
    """Print where an exception came from, on stderr."""
    traceback.print_exception(fault, file=sys.stderr)


def console_on(stream: TextIO) -> Console:
    """Give a console; what goes into a file or a pipe is wide enough for a table."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    width = None if stream.isatty() else WIDTH_OF_A_FILE
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def _print_json(answer: Answer) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(json_text(answer.record) + "\n")


def _print_for_people(answer: Answer, asked: Asked) -> None:
    _print(answer.shown, sys.stdout)
    if answer.problems:
        sys.stdout.flush()
        tell = problem_table if answer.exit_code else brief_notes
        _print([tell(answer.problems, asked.language)], sys.stderr)


def _print(parts: Sequence[RenderableType], stream: TextIO) -> None:
    """Print tables and sentences; in a file no line ends with blanks."""
    console = console_on(stream)
    with console.capture() as captured:
        for part in parts:
            console.print(part, soft_wrap=isinstance(part, str))
    text = captured.get()
    if not stream.isatty():
        text = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
    stream.write(text)
