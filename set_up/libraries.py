# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make .venv, fill it with the libraries of a lock, and write the two commands into it."""

from __future__ import annotations

import os
import shlex
import sys
from functools import partial
from typing import TYPE_CHECKING

from set_up.machine import BIN, LOCKS, ROOT, VENV, digest, quietly
from set_up.steps import STAMPS, Step

if TYPE_CHECKING:
    from pathlib import Path

# A path may be too long or hold a blank for a first line of its own, so the shell starts Python.
LAUNCHER = """\
#!/bin/sh
'''exec' {python} "$0" "$@"
' '''
from {module} import main

raise SystemExit(main())
"""
COMMANDS = {"kotipesa": "kotipesa.cli", "kotipesa-web": "kotipesa_web.door"}


def library_steps(lock: Path) -> list[Step]:
    """List what Python needs, in order, up to the libraries of one lock."""
    boot = LOCKS / "boot.lock"
    python = shlex.quote(str(BIN / "python"))
    launchers = {
        name: LAUNCHER.format(python=python, module=module) for name, module in COMMANDS.items()
    }
    return [
        Step("venv", "a virtual environment in .venv", str(ROOT), make_venv),
        Step("boot", "the installer uv", digest(boot), install_uv),
        Step(
            lock.stem,
            f"the libraries of {lock.relative_to(ROOT)}",
            digest(lock),
            partial(install_libraries, lock),
        ),
        Step(
            "commands",
            "the commands kotipesa and kotipesa-web",
            "".join(launchers.values()),
            partial(install_commands, launchers),
        ),
    ]


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


def install_commands(launchers: dict[str, str]) -> None:
    """Put src on the path of .venv and write the commands; no build and no network needed."""
    for packages in VENV.glob("lib/python3.*/site-packages"):
        source = os.path.relpath(ROOT / "src", packages)
        (packages / "kotipesa.pth").write_text(f"{source}\n", encoding="utf-8")
    for name, launcher in launchers.items():
        command = BIN / name
        command.write_text(launcher, encoding="utf-8")
        command.chmod(0o755)
