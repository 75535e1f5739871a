# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show on stderr how far long work is: a moving line in a terminal, plain lines in a file."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import isfinite

from rich.console import Console
from rich.status import Status

from kotipesa.cli.look import number as written
from kotipesa.cli.look import share
from kotipesa.cli.screen import console_on
from kotipesa.cli.texts import say
from kotipesa.errors import Language

_SECONDS_BETWEEN_LINES = 5.0


class Progress:
    """One long work as it goes; the watcher that ``kotipesa.workflow`` asks for."""

    def __init__(self, console: Console, language: Language, moving: Status | None) -> None:
        """Begin to watch; moving: the line to rewrite, None where lines follow each other."""
        self._console = console
        self._language = language
        self._moving = moving
        self._stage = ""
        self._began = self._last_line = time.monotonic()

    def stage(self, name: str) -> None:
        """Say that a stage begins, and how long the one before took."""
        self.close()
        self._stage, self._began = name, time.monotonic()
        if self._moving:
            self._moving.update(self._doing())

    def round(self, number: int, cost_eur: float, bound_eur: float) -> None:
        """Say how good the plan so far is."""
        gap = (cost_eur - bound_eur) / cost_eur if cost_eur and isfinite(cost_eur) else 1.0
        shown = share(min(1.0, max(gap, 0.0)), self._language)
        self._tell(say("round", self._language, number=number, gap=shown))

    def groups(self, number: int) -> None:
        """Say how many groups have been planned."""
        self._tell(say("groups_planned", self._language, number=number))

    def scenarios(self, done: int, count: int, seconds: float | None) -> None:
        """Say how many scenarios have been played, and how long the rest may take."""
        left = "…" if seconds is None else written(seconds / 60, self._language, 1)
        told = say("scenarios_played", self._language, done=done, count=count, left=left)
        self._tell(told)

    def projects(self, done: int, count: int, _seconds: float | None) -> None:
        """Say how many projects have been tried."""
        self._tell(say("projects_tried", self._language, done=done, count=count))

    def _tell(self, words: str) -> None:
        if self._moving:
            self._moving.update(f"{self._doing()} {words}")
        elif time.monotonic() - self._last_line > _SECONDS_BETWEEN_LINES:
            self._last_line = time.monotonic()
            self._console.print(f"    {words}")

    def close(self) -> None:
        """Say how long the last stage took."""
        if self._stage:
            seconds = written(time.monotonic() - self._began, self._language, 1)
            self._console.print(f"  {self._doing()} {seconds} s")
        self._stage = ""

    def _doing(self) -> str:
        return say(f"doing_{self._stage}", self._language)


@contextmanager
def watching(language: Language) -> Iterator[Progress]:
    """Watch long work until it ends, well or badly."""
    console = console_on(sys.stderr)
    if console.is_terminal:
        with console.status("") as moving:
            progress = Progress(console, language, moving)
            yield progress
            progress.close()
    else:
        progress = Progress(console, language, None)
        yield progress
        progress.close()
