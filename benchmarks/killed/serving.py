# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Kill the web server while it answers: an upload, an acceptance, the order of a plan.

Each round kills, in turn, the process that answers, gunicorn's parent of it, or all at once.
What was answered must be kept; what was not is asked again, as a person would.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress

import psutil

from killed.asking import FORMS, Form
from killed.person import HOST, Person
from killed.planning import coordinator_of_a_region
from killed.rounds import wait_until
from kotipesa_web.accounts.models import User

VICTIMS = ("all", "answering", "parent", "answering", "answering")
SERVE = (sys.executable, "-m", "django", "serve")
DONE = "302 "
PATIENCE_S = 120.0


class KilledServer:
    """A server that is killed while it answers a form."""

    def __init__(self) -> None:
        """Make a region, serve it, and learn how long each form takes to answer."""
        viewer = coordinator_of_a_region()
        with closing(socket.socket()) as probe:
            probe.bind((HOST, 0))
            self.port = probe.getsockname()[1]
        self.orphans: list[str] = []
        self._serve()
        self.person = Person(User.objects.get(pk=viewer.user_id), self.port)
        self.forms: list[Form] = [form(self.person, viewer) for form in FORMS]
        for batch in (-1, -2):  # the first answer of a process takes longer than others
            self.seconds = {form: self._seconds_of(form, batch) for form in self.forms}

    def begin(self, batch: int) -> None:
        """Send the form of a batch."""
        self.batch = batch
        self.form = self.forms[batch % len(self.forms)]
        self.whom = VICTIMS[(batch - 1) % len(VICTIMS)]
        self.orphans = []
        self.form.send(batch)

    def is_in_the_middle(self, share: float) -> bool:
        """Look how long the server has been at it."""
        return time.monotonic() - self.person.began_at >= share * self.seconds[self.form]

    def victim(self) -> int | None:
        """Choose a process of the server, while nobody has been answered."""
        if not self.person.is_waiting:
            return None
        self.family = psutil.Process(self.server.pid).children()
        if self.whom != "answering":
            return self.server.pid
        return next((one.pid for one in self.family if _answers(one)), None)

    def mend(self) -> None:
        """Start the server again where its parent is gone; that of a process starts another."""
        if self.whom == "answering":
            return
        if self.whom == "all":
            for one in self.family:
                with suppress(psutil.NoSuchProcess):
                    one.send_signal(signal.SIGKILL)
        self.server.wait()
        _gone, left = psutil.wait_procs(self.family, timeout=PATIENCE_S)
        self.orphans = [f"batch {self.batch}: process {one.pid} goes on alone" for one in left]
        self._serve()

    def is_over(self) -> bool:
        """Wait for the answer, and for what it asked the workers."""
        return not self.person.is_waiting and self.form.is_over()

    def faults(self) -> list[str]:
        """Hold what was answered, and look at the rows."""
        told = self.orphans + self.form.faults()
        wrong = [one for one in self.person.answers if not one.startswith(DONE)]
        return told + [f"batch {self.batch}: answered {one}" for one in wrong]

    def close(self) -> None:
        """Stop the server."""
        self.server.terminate()
        self.server.wait()

    def _seconds_of(self, form: Form, batch: int) -> float:
        form.send(batch)
        wait_until(lambda: not self.person.is_waiting)
        seconds = time.monotonic() - self.person.began_at
        if not self.person.answers[0].startswith(DONE):
            raise ValueError(self.person.answers)
        wait_until(form.is_over)
        return seconds

    def _serve(self) -> None:
        words = (*SERVE, "--port", str(self.port), "--processes", "1")
        self.server = subprocess.Popen(words, env=os.environ, stdout=subprocess.DEVNULL)
        last = time.monotonic() + PATIENCE_S
        while time.monotonic() < last:
            with suppress(OSError), closing(socket.create_connection((HOST, self.port))):
                return
            time.sleep(0.05)
        raise TimeoutError


def _answers(process: psutil.Process) -> bool:
    """Tell whether a child of the server answers requests: it is no worker, and lives."""
    with suppress(psutil.NoSuchProcess):
        return "serve" in process.cmdline()
    return False
