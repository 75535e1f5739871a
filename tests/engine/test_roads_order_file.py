# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""The order on disk: it saves time and never changes or stops anything."""

from pathlib import Path

import numpy as np
import pytest
from roads_drawn import at_random

from kotipesa.roads import build, cache_folder
from kotipesa.roads.graph import shortest_metres

EVERY = np.arange(60)


def measured(folder):
    """Measure with a graph of its own, so that nothing is remembered but on disk."""
    return shortest_metres(build(at_random(3), folder), EVERY, EVERY)[0]


def test_an_order_is_kept_once_and_read_again(tmp_path):
    folder = tmp_path / "made" / "when needed"
    first = measured(folder)
    (kept,) = folder.iterdir()
    written = kept.stat().st_mtime_ns
    np.testing.assert_array_equal(first, measured(folder))
    np.testing.assert_array_equal(first, measured(None))
    assert [path.stat().st_mtime_ns for path in folder.iterdir()] == [written]


@pytest.mark.parametrize("content", [b"", b"nothing like an order", bytes(60 * 4)])
def test_a_spoilt_file_is_told_and_replaced(tmp_path, caplog, content):
    right = measured(tmp_path)
    (kept,) = tmp_path.iterdir()
    good = kept.read_bytes()
    kept.write_bytes(content)
    np.testing.assert_array_equal(right, measured(tmp_path))
    assert "holds no order of 60 nodes" in caplog.text
    assert kept.read_bytes() == good


def test_a_place_that_cannot_be_written_costs_only_time(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    np.testing.assert_array_equal(measured(tmp_path / "file"), measured(None))
    assert "cannot be kept" in caplog.text


def test_other_lengths_share_the_order_and_other_roads_do_not(tmp_path):
    measured(tmp_path)
    for seed in (3, 4):
        links = at_random(seed)
        links.metres[:] *= 2
        shortest_metres(build(links, tmp_path), EVERY, EVERY)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("cache", "home", "folder"),
    [
        ("/var/cache/me", "/users/me", Path("/var/cache/me/kotipesa")),
        ("", "/users/me", Path("/users/me/.cache/kotipesa")),
        ("relative", "/users/me", Path("/users/me/.cache/kotipesa")),
        ("", "", None),
    ],
)
def test_the_cache_is_where_the_user_keeps_caches_or_nowhere(monkeypatch, cache, home, folder):
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    monkeypatch.setenv("HOME", home)
    assert cache_folder() == folder
