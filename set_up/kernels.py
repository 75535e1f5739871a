# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compile the solver's inner loops for this machine, so that the first plan need not wait."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from set_up.machine import BIN, ROOT, digest, quietly
from set_up.steps import Step

MARK = "@kernel"


def kernel_step(lock: Path) -> Step:
    """List the files with kernels; a lock with another compiler compiles them anew too."""
    key = digest(Path(__file__), lock, *files_with_kernels())
    work = partial(quietly, BIN / "python", "-m", "kotipesa.testing.warm")
    return Step("kernels", "the inner loops of the solver, compiled", key, work)


def files_with_kernels() -> list[Path]:
    """Find every file of the engine that marks a function as a kernel."""
    found = sorted((ROOT / "src" / "kotipesa").rglob("*.py"))
    return [file for file in found if MARK in file.read_text(encoding="utf-8")]
