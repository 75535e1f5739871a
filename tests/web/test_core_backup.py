# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Drill backups: from a filled platform into an empty home, every row the same, or not at all."""

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from kotipesa.errors import InputError, Where, problem
from kotipesa_web.core.backup.packing import opened
from kotipesa_web.core.backup.restoring import restore
from kotipesa_web.core.backup.taking import back_up
from kotipesa_web.core.jobs.models import Job
from kotipesa_web.core.stored.commands import store
from kotipesa_web.core.stored.disk import place_of
from web import postgres
from web.world import make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def filled(settings, tmp_path):
    """Fill the database, with a file and a job, and take a backup."""
    settings.MEDIA_ROOT = tmp_path / "attachments"
    viewer = make_world().viewer("planner")
    for name, content in (("a.csv", b"a;b\n"), ("b.csv", b"a;b\n"), ("c.csv", b"1\n" * 9999)):
        store(viewer=viewer, name=name, chunks=[content])
    Job.objects.create(kind="ääkköset", params={"none": None, "part": [0.1, "½"]})
    file = tmp_path / "taken.tar"
    call_command("backup", str(file), stdout=StringIO())
    return file


def in_home(home, *words, database=""):
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "KOTI"))}
    surroundings |= {"KOTIPESA_HOME": str(home), "KOTIPESA_DATABASE": database}
    surroundings["DJANGO_SETTINGS_MODULE"] = "kotipesa_web.settings"
    words = [sys.executable, "-m", "django", *words]
    return subprocess.run(words, env=surroundings, capture_output=True, text=True, check=False)


def packed_rows(file):
    with tarfile.open(file) as tar:
        return {m.name: tar.extractfile(m).read() for m in tar if not m.name.startswith("manifest")}


def read_rows(file):
    """Read rows as values: PostgreSQL keeps the names in a JSON value in an order of its own."""
    return {
        name: [json.loads(line) for line in gzip.decompress(content).splitlines()]
        for name, content in packed_rows(file).items()
        if name.startswith("rows/")
    }


def rows_of(database):
    with closing(sqlite3.connect(database)) as open_database:
        tables = open_database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            table: sorted(map(repr, open_database.execute(f'SELECT * FROM "{table}"')))  # noqa: S608
            for (table,) in tables.fetchall()
            if table not in {"django_migrations", "django_session", "sqlite_sequence"}
        }


def test_a_backup_restored_elsewhere_has_every_row_and_file(filled, tmp_path):
    home = tmp_path / "new home"
    told = in_home(home, "restore", str(filled))
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.endswith("2 files restored\n")
    again = in_home(home, "backup", str(tmp_path / "again.tar"))
    assert again.returncode == 0, again.stderr
    assert packed_rows(tmp_path / "again.tar") == packed_rows(filled)
    if connection.vendor == "sqlite":
        here, there = connection.settings_dict["NAME"], home / "kotipesa.sqlite3"
        assert rows_of(there) == rows_of(here)
    files = {p.name: p.read_bytes() for p in (home / "attachments").rglob("*") if p.is_file()}
    assert files == {p.name: p.read_bytes() for p in place_of("00").parents[1].rglob("?" * 64)}


def test_a_backup_goes_into_a_database_of_the_other_kind(filled, tmp_path):
    address = "" if connection.vendor == "postgresql" else postgres.start()
    told = in_home(tmp_path / "new", "restore", str(filled), database=address)
    assert (told.returncode, told.stderr) == (0, "")
    again = in_home(tmp_path / "new", "backup", str(tmp_path / "again.tar"), database=address)
    assert again.returncode == 0, again.stderr
    assert read_rows(tmp_path / "again.tar") == read_rows(filled)


def test_a_restored_database_goes_on_counting(filled, tmp_path):
    assert in_home(tmp_path / "new", "restore", str(filled)).returncode == 0
    asked = "from kotipesa_web.core.models import Job; print(Job.objects.create(kind='x').pk)"
    told = in_home(tmp_path / "new", "shell", "--no-imports", "-c", asked)
    assert told.stdout.strip() == str(Job.objects.get().pk + 1), told.stderr


def test_a_backup_is_for_its_owner_alone_and_never_overwritten(filled):
    assert filled.stat().st_mode & 0o777 == 0o600
    with pytest.raises(InputError) as refused:
        back_up(filled)
    where = Where(file=str(filled))
    assert refused.value.problems == (problem("backup_exists", where, file="taken.tar"),)


def test_a_backup_without_a_stored_file_is_not_made(filled):
    sha256 = next(iter(place_of("00").parents[1].rglob("?" * 64))).name
    place_of(sha256).unlink()
    with pytest.raises(InputError) as refused:
        back_up(filled.with_name("second.tar"))
    assert refused.value.problems == (problem("backup_rotten", file=f"attachments/{sha256}"),)
    assert sorted(p.name for p in filled.parent.glob("*.tar*")) == ["taken.tar"]


def test_nothing_is_restored_over_what_is_there(filled):
    with pytest.raises(InputError) as refused:
        restore(filled)
    assert [p.code for p in refused.value.problems] == ["backup_into_full"]


def codes_of(file):
    try:
        with opened(file) as backup:
            assert backup.manifest["rows"]["core.job"] == 1
            return None
    except InputError as error:
        return {p.code for p in error.problems}


def test_a_backup_cut_anywhere_is_refused(filled, tmp_path):
    whole = filled.read_bytes()
    with tarfile.open(filled) as tar:
        end = max(member.offset_data + member.size for member in tar)
    cut = tmp_path / "cut.tar"
    found = set()
    for length in (0, 1, 511, 512, 1000, *range(1, end, end // 40), end - 1):
        cut.write_bytes(whole[:length])
        found |= codes_of(cut)
    assert found <= {"backup_cut_short", "backup_rotten"}


def test_a_flipped_bit_in_any_file_of_a_backup_is_found_and_the_file_named(filled, tmp_path):
    with tarfile.open(filled) as tar:
        members = tar.getmembers()
    flipped = tmp_path / "flipped.tar"
    for turn, member in enumerate(members):
        shutil.copy(filled, flipped)
        flip(flipped, member.offset_data + 7919 * turn % member.size, turn % 8)
        with pytest.raises(InputError) as refused, opened(flipped):
            pass
        name = "manifest.json" if member.name.startswith("manifest") else member.name
        where = Where(file=str(flipped))
        assert refused.value.problems == (problem("backup_rotten", where, file=name),)


def test_a_flipped_bit_in_the_heads_of_a_backup_is_found(filled, tmp_path):
    with tarfile.open(filled) as tar:
        members = tar.getmembers()
    flipped = tmp_path / "flipped.tar"
    for turn, member in enumerate(members):
        shutil.copy(filled, flipped)
        flip(flipped, member.offset + 7919 * turn % 512, turn % 8)
        assert codes_of(flipped) in ({"backup_cut_short"}, {"backup_rotten"}), member.name


def flip(file, at, bit):
    with Path(file).open("r+b") as open_file:
        open_file.seek(at)
        (byte,) = open_file.read(1)
        open_file.seek(at)
        open_file.write(bytes([byte ^ 1 << bit]))


def test_a_rotten_backup_changes_nothing_and_the_command_says_which_file(filled, tmp_path):
    with tarfile.open(filled) as tar:
        at = tar.getmember("rows/core.job.jsonl.gz").offset_data
    flip(filled, at + 12, 0)
    home = tmp_path / "new"
    told = in_home(home, "restore", str(filled))
    assert told.returncode == 1
    assert "rows/core.job.jsonl.gz of the backup is not what it was" in told.stderr
    assert not (home / "attachments").exists()
