# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Serve the platform, pages and background jobs, in one foreground command: ``serve``."""

import gc
import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from kotipesa_web.core.management.tables import CommandOnTables

PROCESSES = 2
THREADS = 4
WORK = (sys.executable, "-m", "django", "work")
RESTART_S = 5.0  # a worker that cannot start is not started without a pause
PATIENCE_S = 10.0
YOUNG_OBJECTS = 10_000  # a page makes thousands that die with it: look for cycles less often


class Command(CommandOnTables):
    """Answer requests in a few processes and do jobs in one more, until Ctrl+C or SIGTERM."""

    help = "Serve pages and do the jobs of the platform, until Ctrl+C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask where to serve, and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen at (8000)")
        parser.add_argument("--processes", type=int, default=PROCESSES, help="that answer requests")
        parser.add_argument("--threads", type=int, default=THREADS, help="in each of them")

    def handle(self, *, host: str, port: int, processes: int, threads: int, **_: Any) -> None:
        """Serve until told to stop."""
        import_module(settings.ROOT_URLCONF)  # once, here, rather than at the first request of each
        connections.close_all()  # a child must open its own
        keep_what_is_loaded()
        told = {
            "bind": f"{host}:{port}",
            "workers": processes,
            "worker_class": "gthread",
            "threads": threads,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        ServerWithWorker(Pages(told), partial(self.say, f"http://{host}:{port}")).run()

    def say(self, address: str) -> None:
        """Say where the platform is, at once also where a file or a journal listens."""
        self.stdout.write(f"Kotipesä is at {address} (Ctrl+C stops it)")
        self.stdout.flush()


def keep_what_is_loaded() -> None:
    """Take what is loaded out of the search for cycles, which stops a process for half a second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)


class Pages(BaseApplication):
    """The platform as gunicorn wants it: told how to serve, and what answers."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        super().__init__()

    def load_config(self) -> None:
        """Set what was told."""
        for name, value in self.told.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """Give what answers requests."""
        return get_wsgi_application()


class ServerWithWorker(Arbiter):
    """Gunicorn's parent of the processes that answer; it keeps one that does jobs, too."""

    def __init__(self, pages: Pages, ready: Callable[[], None]) -> None:
        super().__init__(pages)
        self.ready = ready
        self.worker: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0

    def manage_workers(self) -> None:
        """Start what is missing; gunicorn calls this at least once a second."""
        super().manage_workers()
        if self.worker is None:
            self.start_worker()
            self.ready()
        elif self.worker.poll() is not None and time.monotonic() - self.started_at >= RESTART_S:
            self.log.warning("The worker that does jobs ended; another is started.")
            self.start_worker()

    def start_worker(self) -> None:
        """Start the process that does jobs, in a group of its own: Ctrl+C reaches it through us."""
        self.started_at = time.monotonic()
        command = (*WORK, "--of", str(os.getpid()))
        self.worker = subprocess.Popen(command, process_group=0)  # noqa: S603 - our own command

    def stop(self, graceful: bool = True) -> None:
        """Stop everything: the worker gives its job back while requests are finished."""
        if self.worker is not None:
            self.worker.terminate()
        super().stop(graceful)
        if self.worker is not None:
            self.worker.wait(PATIENCE_S)
