# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Set Kotipesä up in .venv, then show it or test it.

    python3 start.py          set up, plan the shipped imaginary region, say where the report lies
    python3 start.py setup    only set up
    python3 start.py test     set up what the tests need too, then run every check

It needs Python 3.11 or newer with its venv module, and nothing else. What is done is remembered by
stamps in .venv/stamps, each holding what its step depends on, so a second run starts at once.
"""

from __future__ import annotations  # so that an old Python still reaches the message about its age

import hashlib
import importlib.util
import io
import os
import shlex
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMPS = VENV / "stamps"
LOCKS = ROOT / "requirements"
DEMO = ROOT / "demo"

OLDEST = (3, 11)
LEADING_ASTRAY = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}

CHECKS = (
    ("style", "ruff check ."),
    ("layout", "ruff format --check ."),
    ("types", "mypy src start.py"),
    ("imports", "lint-imports --no-logo"),
    ("tests", "pytest -n logical --dist worksteal"),
    ("documents", "sphinx-build -W --keep-going -q docs docs/_build"),
)

# A path may be too long or hold a blank for a first line of its own, so the shell starts Python.
LAUNCHER = """\
#!/bin/sh
'''exec' {python} "$0" "$@"
' '''
from kotipesa.cli import main

raise SystemExit(main())
"""

CURE = """\
Set-up fetches packages once, so it needs the network. Behind a proxy, set HTTPS_PROXY; where an
organisation signs the traffic itself, its certificate must be in the system's store (on Debian
and Ubuntu the package ca-certificates), or named by SSL_CERT_FILE. Then run the command again."""


class SetupError(Exception):
    """A command of set-up failed; it carries the command and what that said."""


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


def what_is_missing(version: Sequence[int], modules: Sequence[str], system: str) -> str:
    """Say what this machine lacks and how to get it; nothing when all is there."""
    if system == "nt":
        return "Kotipesä runs on Linux and macOS. On Windows, use the Linux subsystem (WSL)."
    if tuple(version) < OLDEST:
        return (
            f"This is Python {version[0]}.{version[1]}; Kotipesä needs 3.11 or newer.\n"
            "Run start.py with a newer one, for example: python3.11 start.py"
        )
    if any(importlib.util.find_spec(module) is None for module in modules):
        return (
            "This Python cannot make virtual environments: its venv module is not whole.\n"
            "On Debian and Ubuntu: sudo apt install python3-venv"
        )
    return ""


def digest(*paths: Path) -> str:
    """Sum up the content of files."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def environment() -> dict[str, str]:
    """Take our own environment, minus what would lead Python to other packages."""
    inherited = {name: v for name, v in os.environ.items() if name not in LEADING_ASTRAY}
    return {"UV_SYSTEM_CERTS": "true", **inherited}


def quietly(*command: str | Path) -> None:
    """Run a command without a word; raises SetupError with its words when it fails."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(),
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode:
        raise SetupError(shlex.join(map(str, command)), done.stdout.strip())


def make_venv() -> None:
    """Make .venv; one that was moved or has lost its Python is made anew."""
    broken = (STAMPS / "venv").exists() or not (BIN / "python").exists()
    quietly(sys.executable, "-m", "venv", *(["--clear"] if broken else []), VENV)


def install_uv() -> None:
    """Install the pinned uv, checked by its hash."""
    pip = (BIN / "python", "-m", "pip", "install", "--disable-pip-version-check", "--no-input")
    quietly(*pip, "--require-hashes", "--only-binary=:all:", "-r", LOCKS / "boot.lock")


def install_libraries(lock: Path) -> None:
    """Install what a lock names: ready-made wheels only, each checked by its hash."""
    uv = (BIN / "uv", "pip", "install", "--python", BIN / "python", "--quiet")
    quietly(*uv, "--require-hashes", "--no-build", "-r", lock)


def install_kotipesa(launcher: str) -> None:
    """Put src on the path of .venv and write the command; no build and no network needed."""
    for packages in VENV.glob("lib/python3.*/site-packages"):
        source = os.path.relpath(ROOT / "src", packages)
        (packages / "kotipesa.pth").write_text(f"{source}\n", encoding="utf-8")
    command = BIN / "kotipesa"
    command.write_text(launcher, encoding="utf-8")
    command.chmod(0o755)


def steps(lock: Path) -> list[Step]:
    """List what set-up does, in order, up to the libraries of one lock."""
    boot = LOCKS / "boot.lock"
    launcher = LAUNCHER.format(python=shlex.quote(str(BIN / "python")))
    return [
        Step("venv", "a virtual environment in .venv", str(ROOT), make_venv),
        Step("boot", "the installer uv", digest(boot), install_uv),
        Step(
            lock.stem,
            f"the libraries of {lock.relative_to(ROOT)}",
            digest(lock),
            partial(install_libraries, lock),
        ),
        Step("kotipesa", "the command kotipesa", launcher, partial(install_kotipesa, launcher)),
    ]


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


def run(command: str) -> tuple[int, float]:
    """Run a command of .venv in the open; return its exit code and its seconds."""
    program, *words = shlex.split(command)
    started = time.monotonic()
    code = subprocess.call([BIN / program, *words], cwd=ROOT, env=environment())
    return code, time.monotonic() - started


def say_ready() -> int:
    """Name the command that set-up made."""
    print("Ready: .venv/bin/kotipesa --help")
    return 0


def show_demo() -> int:
    """Plan the shipped imaginary region and say where to look."""
    print("Planning the shipped imaginary region:", flush=True)
    code, seconds = run(f"kotipesa demo {DEMO.name}")
    if code == 0:
        print(f"\nThat took {seconds:.0f} s. Open the report in a browser:")
        print(f"  {DEMO / 'plan' / 'report.html'}")
        print("Go on with your own data (docs/first-plan.md), or see every command:")
        print("  .venv/bin/kotipesa --help")
    return code


def run_checks() -> int:
    """Run every check even when one fails; return 1 if any did."""
    results = []
    for name, command in CHECKS:
        print(f"\n── {name}: {command}", flush=True)
        results.append((name, *run(command)))
    print("\n── summary")
    for name, code, seconds in results:
        print(f"  {name:<10} {seconds:7.1f} s  {'failed' if code else 'ok'}")
    return int(any(code for _, code, _ in results))


VERBS = {
    "demo": (LOCKS / "run.lock", show_demo),
    "setup": (LOCKS / "run.lock", say_ready),
    "test": (LOCKS / "test.lock", run_checks),
}


def main(words: Sequence[str]) -> int:
    """Do what the one word says (``demo`` when there is none); return the exit code."""
    verb = words[0] if words else "demo"
    if len(words) > 1 or verb not in VERBS:
        print(__doc__)
        return 0 if verb in {"-h", "--help"} else 2
    missing = what_is_missing(sys.version_info[:2], ("venv", "ensurepip"), os.name)
    if missing:
        print(missing)
        return 1
    lock, then = VERBS[verb]
    try:
        carry_out(steps(lock))
    except SetupError as error:
        print("failed", *error.args, CURE, sep="\n\n")
        return 1
    return then()


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that has no ä still gets its words
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
