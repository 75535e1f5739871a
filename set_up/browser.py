# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Get a browser for the tests: the one this machine has, else Chromium from a locked package."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from set_up.machine import BIN, SHARE, digest, quietly
from set_up.npm import PACKAGE_LOCK, packages
from set_up.steps import Step

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

TOOLS = SHARE / "browser"
AXE = TOOLS / "axe.min.js"
UNPACKED = TOOLS / "chromium"
UNPACKING = Path(__file__).with_name("chromium.py")


def browser_step() -> Step:
    """List what tests in a browser need."""
    own = installed()
    title = f"the tests' browser: {own or 'Chromium'}"
    key = f"{own} {digest(PACKAGE_LOCK, Path(__file__), UNPACKING)}"
    return Step("browser", title, key, fetch)


def installed() -> str:
    """Find the browser that $CHROMIUM names or this machine has; nothing when there is none."""
    told = os.environ.get("CHROMIUM", "")
    found = next(filter(None, map(shutil.which, NAMES)), "")
    return told or found or (str(MACOS) if MACOS.exists() else "")


def fetch() -> None:
    """Take the accessibility checker out of its package, and a browser where there is none."""
    shutil.rmtree(TOOLS, ignore_errors=True)
    TOOLS.mkdir(parents=True)
    with packages("--include=dev") as found:
        shutil.copy(found / "axe-core" / "axe.min.js", AXE)
        if not installed():
            quietly(BIN / "python", UNPACKING, found / "@sparticuz" / "chromium" / "bin", UNPACKED)
