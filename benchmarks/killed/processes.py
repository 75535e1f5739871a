# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Start the processes that are killed by forking: what they need is loaded, so they work at once.

Whoever forks must not have used Polars, whose threads do not come along.
"""

import os
import signal
import traceback
from collections.abc import Callable
from functools import partial
from typing import NoReturn

from django.core.management import call_command
from django.db import connections


class Started:
    """Some work in a process of its own."""

    def __init__(self, work: Callable[[], object]) -> None:
        """Fork; neither process may go on with a connection of both."""
        connections.close_all()
        self.returncode: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            _become(work)

    def poll(self) -> int | None:
        """Give how it ended, if it has."""
        return self._asked(os.WNOHANG)

    def wait(self) -> int | None:
        """Wait for its end, and give how it ended."""
        return self._asked(0)

    def terminate(self) -> None:
        """Ask it to end."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def _asked(self, how: int) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, how)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode


def started(*words: str) -> Started:
    """Start a command of the platform."""
    return Started(partial(call_command, *words))


def _become(work: Callable[[], object]) -> NoReturn:
    """Do the work, and never come back to what was forked."""
    code = 1
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - the process ends here, whatever it was
        traceback.print_exc()
    finally:
        os._exit(code)
