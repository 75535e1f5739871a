# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Fill the disk under the database: what is asked is refused cleanly, and nothing typed is lost."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kotipesa_web.accounts.choices import SCOPES
from kotipesa_web.accounts.commands import make_key
from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.jobs import enqueue, job
from kotipesa_web.core.jobs.models import JobState
from kotipesa_web.core.jobs.worker import do_one
from kotipesa_web.core.viewer import PUBLIC
from kotipesa_web.ui.models import Feedback
from web.world import make_world

DRILL = Path(__file__).with_name("core_full_disk_drill.py")
LONG = "Pitkä ajatus. " * 340
"""More than one page of the database has room for."""
NO_MOUNT = "no small disk can be mounted here"
NOT_MOUNTED = 77
SQLITE_ALONE = "PostgreSQL is filled by its disk alone"

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def full():
    """Let the database grow no more, and leave no free page in it."""
    if connection.vendor != "sqlite":
        pytest.skip(SQLITE_ALONE)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        ((pages,),) = cursor.execute("PRAGMA page_count").fetchall()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fi", "Palvelimen levy on täynnä. Mitään ei tallennettu."),
        ("sv", "Serverns disk är full. Ingenting sparades."),
        ("en", "The disk of the server is full. Nothing was saved."),
    ],
)
def test_a_form_finds_no_room_and_its_page_keeps_what_was_typed(language, sentence):
    client = Client(raise_request_exception=False)
    client.cookies["django_language"] = language
    typed = {"subject": "idea", "text": LONG, "password": "älä kerro"}
    with full():
        told = client.post(reverse("ui:feedback"), typed)
    page = told.content.decode()
    assert (told.status_code, told["Cache-Control"]) == (507, "private, no-store")
    assert sentence in page
    assert f'<input type="hidden" name="text" value="{LONG}">' in page
    assert "älä kerro" not in page
    assert Feedback.objects.count() == 0
    assert client.post(reverse("ui:feedback"), typed).status_code == 302
    assert Feedback.objects.get().text == LONG.strip()


def test_a_program_is_told_in_a_problem_document():
    world = make_world()
    lot = world.lots["l-have-helsinki-public"]
    until = timezone.localdate() + timedelta(days=30)
    viewer = world.viewer("planner")
    _key, text = make_key(viewer=viewer, name="x", scopes=SCOPES, expires_on=until)
    head = {"Authorization": f"Bearer {text}", "Accept-Language": "en"}
    address, lines = reverse("api:lots-one", args=[lot.pk]), AuditLine.objects.count()
    told = {"version": lot.version, "note": LONG}
    with full():
        answer = Client(raise_request_exception=False).patch(
            address, told, "application/json", headers=head
        )
    assert (answer.status_code, answer["Content-Type"]) == (507, "application/problem+json")
    assert answer.json() == {
        "type": "urn:kotipesa:disk-full",
        "title": "The disk of the server is full. Nothing was saved.",
        "status": 507,
        "problems": [],
    }
    lot.refresh_from_db()
    assert (lot.note == LONG, AuditLine.objects.count()) == (False, lines)


@job("tests.fill")
def fill(_run):
    return lambda: {"pk": Feedback.objects.create(subject="idea", text=LONG).pk}


@job("tests.write_no_more")
def write_no_more(_run):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    return {}


def test_a_job_that_finds_no_room_fails_and_says_so():
    asked = enqueue("tests.fill", {}, PUBLIC)
    with full():
        assert do_one("here")
    asked.refresh_from_db()
    codes = [one["code"] for one in asked.problems]
    assert (asked.state, codes) == (JobState.FAILED, ["database_full"])


def test_a_worker_lives_on_where_the_end_of_a_job_cannot_be_written(settings):
    if connection.vendor != "sqlite":
        pytest.skip(SQLITE_ALONE)
    settings.KOTIPESA_JOB_LEASE_S = 0.0
    asked = enqueue("tests.write_no_more", {}, PUBLIC)
    assert do_one("here")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = OFF")
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == (JobState.RUNNING, 1)


@pytest.mark.skipif(shutil.which("unshare") is None, reason=NO_MOUNT)
def test_a_really_full_disk_loses_nothing(home, tmp_path_factory):
    disk = tmp_path_factory.mktemp("disk")
    mount = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    small = f"mount -t tmpfs -o size=12m none {disk} || exit {NOT_MOUNTED}"
    drill = f"exec {sys.executable} {DRILL} {disk} {home / 'kotipesa.sqlite3'}"
    around = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "KOTI"))}
    told = subprocess.run(
        [*mount, f"{small}; {drill}"], capture_output=True, text=True, check=False, env=around
    )
    if told.returncode == NOT_MOUNTED or told.stderr.startswith("unshare: "):
        pytest.skip(NO_MOUNT)
    assert json.loads(told.stdout or told.stderr) == {
        "full": [507, 507],
        "kept": 1,
        "afterwards": [302, 302],
        "rows": 3,
    }
