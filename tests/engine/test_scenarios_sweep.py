# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold sweeps: the same bytes from every backend, nothing lost to kills."""

import importlib.util
import json
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sweep_works import CLUSTERS, always_deadly, deadly, need_cluster, squared

from kotipesa.errors import InputError, InternalError, UsageError
from kotipesa.scenarios.sweep import KeptResults, Sweep

PIECES = range(20)
HERE_ALONE = Sweep()
HERE = Path(__file__).parent
KILLED = """
import sys
sys.path.insert(0, {here!r})
from pathlib import Path
from kotipesa.scenarios.sweep import KeptResults, Sweep
from test_scenarios_sweep import slowly

if __name__ == "__main__":
    with KeptResults(Path({kept!r}), "work") as kept:
        Sweep(processes=2).into(kept, slowly, {shared!r}, range(40), lambda *_: None)
"""


def slowly(shared, piece):
    """Square a number so that a kill finds the sweep in its middle."""
    time.sleep(0.05)
    return squared(shared, piece)


def shared_in(folder, **parts):
    return {"folder": str(folder), "times": 3} | parts


def swept(folder, work=squared, sweep=HERE_ALONE, pieces=PIECES, **parts):
    """Sweep into a new file, and give its bytes."""
    path = folder / "kept.jsonl"
    with KeptResults(path, "work") as kept:
        sweep.into(kept, work, shared_in(folder, **parts), pieces, lambda *_: None)
    return path.read_bytes()


def times_done(folder):
    return {int(path.stem): len(path.read_text()) for path in folder.glob("*.txt")}


def test_order_and_processes_change_no_byte(tmp_path):
    folders = [tmp_path / name for name in "abc"]
    for folder in folders:
        folder.mkdir()
    a, b, c = folders
    straight = swept(a)
    assert swept(b, pieces=list(reversed(PIECES))) == straight
    assert swept(c, sweep=Sweep(processes=2)) == straight
    results = [json.loads(line) for line in straight.splitlines()[1:]]
    assert results == [{"number": n, "square": 3 * n * n} for n in PIECES]


@pytest.mark.parametrize("url", CLUSTERS)
def test_clusters_give_the_same_bytes(tmp_path, monkeypatch, url):
    need_cluster(url, monkeypatch)
    (tmp_path / "here").mkdir()
    assert swept(tmp_path, sweep=Sweep(url)) == swept(tmp_path / "here")


def test_a_killed_worker_costs_nothing_but_time(tmp_path):
    swept(tmp_path, deadly, Sweep(processes=2), deadly=7)
    assert (tmp_path / "killed").exists()
    assert sorted(times_done(tmp_path)) == list(PIECES)
    lines = (tmp_path / "kept.jsonl").read_text().splitlines()
    assert [json.loads(line)["number"] for line in lines[1:]] == list(PIECES)


def test_a_piece_that_kills_every_worker_ends_the_sweep_and_the_rest_is_kept(tmp_path):
    with pytest.raises(InternalError) as raised:
        swept(tmp_path, always_deadly, Sweep(processes=2), pieces=range(6), deadly=3)
    assert [found.code for found in raised.value.problems] == ["sweep_workers_died"]
    with KeptResults(tmp_path / "kept.jsonl", "work") as kept:
        assert set(kept.results) <= set(range(6)) - {3}


def test_a_killed_sweep_is_taken_up_where_it_was(tmp_path):
    path, shared = tmp_path / "kept.jsonl", shared_in(tmp_path)
    script = tmp_path / "sweep.py"
    script.write_text(KILLED.format(here=str(HERE), kept=str(path), shared=shared))
    running = subprocess.Popen([sys.executable, str(script)])
    while not path.exists() or path.read_bytes().count(b"\n") < 5:
        assert running.poll() is None
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    kept_lines = path.read_bytes().count(b"\n") - 1
    workers_end(tmp_path)
    before = times_done(tmp_path)
    with KeptResults(path, "work") as kept:
        assert len(kept.results) == kept_lines
        done = set(kept.results)
        Sweep().into(kept, squared, shared, range(40), lambda *_: None)
        assert set(kept.results) == set(range(40))
    after = times_done(tmp_path)
    assert {piece: after[piece] for piece in done} == {piece: before[piece] for piece in done}


def workers_end(folder):
    """Wait until nobody writes any more: workers follow their killed parent."""
    last, now = None, times_done(folder)
    while last != now:
        time.sleep(0.5)
        last, now = now, times_done(folder)
    assert sum(now.values()) < 40


def test_a_line_cut_off_by_a_kill_is_done_again(tmp_path):
    whole = swept(tmp_path)
    path = tmp_path / "kept.jsonl"
    for cut in (1, 9, len(whole) // 2):
        path.write_bytes(whole[:-cut])
        assert swept(tmp_path) == whole


def test_results_of_other_work_are_not_taken(tmp_path):
    swept(tmp_path)
    with KeptResults(tmp_path / "kept.jsonl", "other work") as kept:
        assert kept.results == {}


def test_two_sweeps_do_not_share_a_file(tmp_path):
    with KeptResults(tmp_path / "kept.jsonl", "work"), pytest.raises(InputError) as raised:
        KeptResults(tmp_path / "kept.jsonl", "work")
    assert [found.code for found in raised.value.problems] == ["sweep_held"]


def test_who_listens_hears_how_much_is_left_and_may_cancel(tmp_path):
    heard = []

    def listen(done, count, seconds):
        heard.append((done, count, seconds is None or seconds >= 0))
        if done == 3:
            raise KeyboardInterrupt

    path = tmp_path / "kept.jsonl"
    with KeptResults(path, "work") as kept, pytest.raises(KeyboardInterrupt):
        Sweep(processes=2).into(kept, squared, shared_in(tmp_path), PIECES, listen)
    assert heard == [(0, 20, True), (1, 20, True), (2, 20, True), (3, 20, True)]
    with KeptResults(path, "work") as kept:
        assert len(kept.results) == 3


def test_closing_the_results_drops_what_has_not_begun(tmp_path):
    with closing(Sweep().map(squared, shared_in(tmp_path), PIECES)) as results:
        assert next(results) == (0, {"square": 0})
    assert times_done(tmp_path) == {0: 1}


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("spark://here", "backend_unknown"),
        ("dask:", "backend_unknown"),
        ("ray", "backend_unknown"),
    ],
)
def test_unknown_backends_are_refused(tmp_path, url, code):
    with pytest.raises(UsageError) as raised:
        swept(tmp_path, sweep=Sweep(url))
    assert [found.code for found in raised.value.problems] == [code]


@pytest.mark.parametrize("url", CLUSTERS)
def test_a_cluster_without_its_library_says_what_to_install(tmp_path, url):
    if importlib.util.find_spec(CLUSTERS[url]) is not None:
        pytest.skip(f"{CLUSTERS[url]} is installed")
    with pytest.raises(UsageError) as raised:
        swept(tmp_path, sweep=Sweep(url))
    assert [found.code for found in raised.value.problems] == ["backend_not_installed"]
