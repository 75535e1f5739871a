# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Do the long work of the platform in this process: ``kotipesa-web work``."""

import os
import signal
from argparse import ArgumentParser
from threading import Event, Thread
from typing import Any

from kotipesa_web.core.jobs.worker import do_one, work
from kotipesa_web.core.management.tables import CommandOnTables
from kotipesa_web.core.stored.sweeping import sweep

_LOOK_S = 0.5


class Command(CommandOnTables):
    """Take jobs one after another until told to stop; a job that is cut short is given back."""

    help = "Do the jobs of the platform. Several workers may run side by side."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask whether to end by itself."""
        ending = parser.add_mutually_exclusive_group()
        ending.add_argument("--once", action="store_true", help="do one job, if there is one")
        ending.add_argument(
            "--until-empty", action="store_true", help="end when no job waits or runs"
        )
        parser.add_argument("--of", type=int, metavar="PID", help="end when this parent is gone")

    def handle(self, *, once: bool, until_empty: bool, of: int | None, **_options: Any) -> None:
        """Work until the end that was asked for, or until SIGTERM or SIGINT."""
        stopping = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopping.set())
        if of is not None:
            Thread(target=_stop_without, args=(of, stopping), daemon=True).start()
        if once:
            do_one("once", stopping)
        else:
            sweep()
            work(stopping, until_empty=until_empty)


def _stop_without(parent: int, stopping: Event) -> None:
    """Stop once the parent is gone: a server that was killed cannot tell its worker to."""
    while os.getppid() == parent:
        if stopping.wait(_LOOK_S):
            return
    stopping.set()
