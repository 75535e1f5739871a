# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Do what is not done yet; a stamp holds what each step depends on, so a second run is quick."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from set_up.machine import BIN, VENV

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

STAMPS = VENV / "stamps"


class Step(NamedTuple):
    """One thing set-up does; it is done again only when ``key`` changes."""

    name: str
    title: str
    key: str
    work: Callable[[], None]

    @property
    def stamp(self) -> Path:
        """The file that remembers the key the step was done with."""
        return STAMPS / self.name

    def is_done(self) -> bool:
        """Tell whether the step was done with this very key, in a .venv that still runs."""
        if not (self.stamp.exists() and (BIN / "python").exists()):
            return False
        return self.stamp.read_text(encoding="utf-8") == self.key

    def remember(self) -> None:
        """Write the stamp."""
        STAMPS.mkdir(exist_ok=True)
        self.stamp.write_text(self.key, encoding="utf-8")


def carry_out(todo: Sequence[Step]) -> None:
    """Do the steps that are not done yet, one line each; raises SetupError."""
    if all(step.is_done() for step in todo):
        return
    print("Setting up:")
    for number, step in enumerate(todo, 1):
        print(f"  {number}/{len(todo)}  {step.title} …", end=" ", flush=True)
        if step.is_done():
            print("in place")
            continue
        started = time.monotonic()
        step.work()
        step.remember()
        print(f"{time.monotonic() - started:.1f} s", flush=True)
