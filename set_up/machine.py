# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know this machine: what it lacks, where things go, and how a command is run on it."""

from __future__ import annotations  # so that an old Python still reaches the message about its age

import hashlib
import importlib.util
import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
SHARE = VENV / "share" / "kotipesa"
LOCKS = ROOT / "requirements"

OLDEST = (3, 11)
LEADING_ASTRAY = {"NODE_ENV", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV"}
# What an organisation signs is trusted by its own store: one switch for uv, one for npm.
TRUST = {"UV_SYSTEM_CERTS": "true", "NODE_USE_SYSTEM_CA": "1"}


class SetupError(Exception):
    """A command of set-up failed; it carries the command and what that said."""


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


def environment(**more: str) -> dict[str, str]:
    """Take our own environment, minus what would lead Python or npm to other packages."""
    inherited = {name: v for name, v in os.environ.items() if name not in LEADING_ASTRAY}
    return {**TRUST, **inherited, **more}


def quietly(*command: str | Path, folder: Path = ROOT) -> None:
    """Run a command without a word; raises SetupError with its words when it fails."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(),
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode:
        raise SetupError(shlex.join(map(str, command)), done.stdout.strip())
