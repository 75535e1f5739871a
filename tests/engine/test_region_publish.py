# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold that the files of a region appear together, and that one writer at a time writes them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_run import files_of
from region_written import csv_text, folder_of, lot, site

from kotipesa.errors import InputError
from kotipesa.region import merge_tables, read
from kotipesa.region.folder.hold import HOLD_FILE, held
from kotipesa.region.folder.publish import publish_files

BEFORE = {"lots.csv": "old", "sites.csv": "old"}
AFTER = {"lots.csv": "new", "sites.csv": "new", "synced/S/lots.csv": "new"}

KILLED_AT_EACH_STEP = """
import json, os, signal, sys
from pathlib import Path
from kotipesa.region.folder.publish import publish_files, finish_publishing

STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"}
before, after = json.loads(sys.argv[2])

def killed_at(step, folder):
    done = 0
    def count(event, found):
        nonlocal done
        if event in STEPS and str(folder) in str(found[0]):
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)
    if (child := os.fork()) == 0:
        sys.addaudithook(count)
        publish_files(folder, after)
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0

def content(folder):
    paths = [path for path in folder.rglob("*") if path.is_file() and ".arriving-" not in str(path)]
    return {str(path.relative_to(folder)): path.read_text() for path in paths}

states, step, was_killed = [], 0, True
while was_killed:
    step += 1
    folder = Path(sys.argv[1]) / str(step)
    folder.mkdir()
    for name, text in before.items():
        (folder / name).write_text(text)
    was_killed = killed_at(step, folder)
    finish_publishing(folder)
    states.append("after" if content(folder) == after else
                  "before" if content(folder) == before else "torn")
print(json.dumps(states))
"""

HOLDING = """
import sys
from pathlib import Path
from kotipesa.region.folder.hold import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_writer_killed_at_any_step_leaves_the_old_files_or_the_new(tmp_path):
    words = [str(tmp_path), json.dumps([BEFORE, AFTER])]
    done = subprocess.run(
        [sys.executable, "-c", KILLED_AT_EACH_STEP, *words],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    states = json.loads(done.stdout)
    switch = states.index("after")
    assert states == ["before"] * switch + ["after"] * (len(states) - switch)
    assert switch > len(AFTER)
    assert len(states) > switch + len(AFTER)


def test_a_reader_finishes_what_a_writer_had_to_leave(tmp_path):
    folder = folder_of(tmp_path / "r", lots=csv_text([lot()]), sites=csv_text([site()]))
    arrived = folder_of(folder / ".arrived-1", lots=csv_text([lot(name="new")]))
    assert read(folder).lots.name.tolist() == ["new"]
    assert not arrived.exists()


def test_nothing_is_moved_through_links_that_strangers_made(tmp_path):
    outside = folder_of(tmp_path / "outside", lots="mine")
    folder = folder_of(tmp_path / "r", lots=csv_text([lot()]))
    (folder / ".arrived-1").symlink_to(outside)
    (folder / "sub").symlink_to(outside)
    (folder / HOLD_FILE).symlink_to(outside / "lots.csv")
    (folder / ".arrived-2" / "sub").mkdir(parents=True)
    (folder / ".arrived-2" / "sub" / "lots.csv").write_text("theirs")
    assert read(folder).lots.id.tolist() == ["a"]
    with pytest.raises(OSError, match="symbolic"), held(folder):
        pass
    with pytest.raises(OSError, match="symbolic"):
        publish_files(folder, {"sub/lots.csv": "theirs"})
    assert files_of(outside) == {"lots.csv": b"mine"}


def test_who_comes_next_drops_what_never_arrived(tmp_path):
    folder = folder_of(tmp_path / "r", lots=csv_text([lot()]))
    folder_of(folder / ".arriving-1", lots="half")
    with held(folder):
        pass
    assert files_of(folder) == {"lots.csv": csv_text([lot()]).encode()}


def test_a_second_writer_is_refused_and_a_dead_one_forgotten(tmp_path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(InputError) as fault, held(tmp_path):
        pass
    (found,) = fault.value.problems
    assert (found.code, found.params) == ("region_held", (("process", str(holder.pid)),))
    holder.kill()
    holder.communicate()
    assert (tmp_path / HOLD_FILE).is_file()
    with held(tmp_path):
        assert (tmp_path / HOLD_FILE).is_file()
    assert not (tmp_path / HOLD_FILE).exists()


def test_a_folder_made_in_vain_is_removed_again(tmp_path):
    with pytest.raises(ZeroDivisionError), held(tmp_path / "new" / "region"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_publishing_writes_into_folders_that_are_not_there_yet(tmp_path):
    publish_files(tmp_path, {"a/b/c.csv": "text"})
    assert (tmp_path / "a" / "b" / "c.csv").read_text() == "text"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_merging_refuses_an_old_table_in_which_an_id_stands_twice(tmp_path):
    folder = folder_of(tmp_path / "r", lots=csv_text([lot(), lot(amount=7)]))
    before = files_of(folder)
    with pytest.raises(InputError) as fault:
        merge_tables(folder, {"lots": [lot(id="b")]})
    assert [(p.code, p.where.row) for p in fault.value.problems] == [("duplicate_id", 3)]
    assert files_of(folder) == before


def test_two_agreed_moves_that_are_alike_stay_two(tmp_path):
    move = {"from_kind": "lot", "from_id": "a", "to_kind": "lot", "to_id": "b"}
    move |= {"month": "2026-01", "tonnes": "5"}
    folder = folder_of(tmp_path / "r", locked=csv_text([move, move]))
    merge_tables(folder, {"locked": [move, move | {"tonnes": "6"}]})
    merge_tables(folder, {"locked": [move, move, move]})
    assert Path(folder / "locked.csv").read_text().count(",5\n") == 3
    assert Path(folder / "locked.csv").read_text().count(",6\n") == 1
