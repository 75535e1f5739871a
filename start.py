# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Set Kotipesä up in .venv, then serve it or test it.

    python3 start.py          set up, load the imaginary region, serve http://127.0.0.1:8000
    python3 start.py setup    only set up
    python3 start.py test     set up what the tests need too, then run every check

It needs Python 3.11 or newer with its venv module, and nothing else. What is done is remembered by
stamps in .venv/stamps, each holding what its step depends on, so a second run starts at once.
"""

from __future__ import annotations  # so that an old Python still reaches the message about its age

import argparse
import io
import os
import shlex
import subprocess
import sys
import time
from itertools import takewhile
from typing import TYPE_CHECKING, NoReturn

from set_up.browser import browser_step
from set_up.kernels import kernel_step
from set_up.libraries import library_steps
from set_up.machine import BIN, LOCKS, ROOT, SetupError, environment, what_is_missing
from set_up.steps import carry_out
from set_up.translations import translation_step
from set_up.vendor import vendor_step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from set_up.steps import Step

PORT = 8000
DEMO = ("kotipesa-web migrate --verbosity 0", "kotipesa-web demo")
WEB_TESTS = "pytest -n logical --dist worksteal tests/web --ignore tests/web/journeys"
# They look at no database, or start processes on one of their own.
OF_NO_DATABASE = " ".join(
    f"--ignore-glob=tests/web/test_{name}.py"
    for name in (
        "*_kills",
        "core_deploy",
        "core_empty_home",
        "core_jobs_workers",
        "core_serving",
        "ui_*",
    )
)
CHECKS = (
    ("style", "ruff check ."),
    ("layout", "ruff format --check ."),
    ("types", "mypy src start.py set_up"),
    ("imports", "lint-imports --no-logo"),
    ("tests", "pytest -n logical --dist worksteal --ignore tests/web"),
    ("tables", "kotipesa-web makemigrations --check --dry-run"),
    ("web", WEB_TESTS),
    ("postgresql", f"KOTIPESA_TEST_DATABASE=postgresql {WEB_TESTS} {OF_NO_DATABASE}"),
    ("journeys", "pytest -n logical --dist worksteal tests/web/journeys"),
    ("documents", "sphinx-build -W --keep-going -q docs docs/_build"),
)

CURE = """\
Set-up fetches packages once, so it needs the network. Behind a proxy, set HTTPS_PROXY; where an
organisation signs the traffic itself, its certificate must be in the system's store (on Debian
and Ubuntu the package ca-certificates), or named by SSL_CERT_FILE. Then run the command again."""


def run(command: str) -> tuple[int, float]:
    """Run a command of .venv in the open; return its exit code and its seconds."""
    words = shlex.split(command)
    switches = dict(word.split("=", 1) for word in takewhile(lambda word: "=" in word, words))
    program, *rest = words[len(switches) :]
    started = time.monotonic()
    code = subprocess.call([BIN / program, *rest], cwd=ROOT, env=environment(**switches))
    return code, time.monotonic() - started


def say_ready(_port: int) -> int:
    """Name the commands that set-up made."""
    print("Ready: .venv/bin/kotipesa --help and .venv/bin/kotipesa-web help")
    return 0


def show_demo(port: int) -> int:
    """Load the imaginary region where it is not loaded yet, and serve it."""
    os.environ.setdefault("KOTIPESA_ADDRESS", f"http://127.0.0.1:{port}")  # of links in mails
    failed = next((code for code, _ in map(run, DEMO) if code), 0)
    return failed or serve(port)


def serve(port: int) -> NoReturn:
    """Become the server, so that Ctrl+C and other signals reach it straight."""
    os.chdir(ROOT)
    words = ["kotipesa-web", "serve", "--port", str(port)]
    os.execve(BIN / words[0], words, environment())  # noqa: S606 - our own command


def run_checks(_port: int) -> int:
    """Run every check even when one fails; return 1 if any did."""
    results = []
    for name, command in CHECKS:
        print(f"\n── {name}: {command}", flush=True)
        results.append((name, *run(command)))
    print("\n── summary")
    for name, code, seconds in results:
        print(f"  {name:<10} {seconds:7.1f} s  {'failed' if code else 'ok'}")
    return int(any(code for _, code, _ in results))


def steps(verb: str) -> list[Step]:
    """List what set-up does for a verb, in order."""
    if verb == "test":
        lock, more = LOCKS / "test.lock", [browser_step()]
    else:
        lock, more = LOCKS / "run.lock", []
    return [*library_steps(lock), kernel_step(lock), vendor_step(), translation_step(), *more]


VERBS = {"demo": show_demo, "setup": say_ready, "test": run_checks}


def main(words: Sequence[str]) -> int:
    """Set up and do what the words say (``demo`` when there are none); return the exit code."""
    reader = argparse.ArgumentParser("start.py", description=__doc__)
    reader.formatter_class = argparse.RawDescriptionHelpFormatter
    reader.add_argument("verb", nargs="?", choices=VERBS, default="demo")
    reader.add_argument("--port", type=int, default=PORT, help=f"where to serve ({PORT})")
    told = reader.parse_args(words)
    missing = what_is_missing(sys.version_info[:2], ("venv", "ensurepip"), os.name)
    if missing:
        print(missing)
        return 1
    try:
        carry_out(steps(told.verb))
    except SetupError as error:
        print("failed", *error.args, CURE, sep="\n\n")
        return 1
    return VERBS[told.verb](told.port)


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that has no ä still gets its words
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
