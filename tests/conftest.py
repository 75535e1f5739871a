# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give every test the golden files: small texts that are compared, or renewed when asked."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("kotipesa", deadline=None)  # a busy machine must not fail a check
settings.load_profile("kotipesa")

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every terminal be as wide, wherever the tests run."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with tests/golden/NAME; ``KOTIPESA_GOLDEN=renew`` writes it instead."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("KOTIPESA_GOLDEN") == "renew":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"no golden file {name}: see CONTRIBUTING, Golden files"
        assert text == path.read_text(encoding="utf-8")

    return compare
