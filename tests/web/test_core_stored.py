# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take files in by what they hold, keep them whole or not at all, and hand them out safely."""

import io
import os
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from kotipesa.errors import InputError, Where
from kotipesa_web.core.errors import Hidden, Refused
from kotipesa_web.core.models import AuditLine, DisclosureLine, StoredFile
from kotipesa_web.core.stored.commands import name_owner, shown_name, store, take
from kotipesa_web.core.stored.disk import place_of
from kotipesa_web.core.stored.kinds import media_type
from kotipesa_web.core.stored.queries import lent, stored_file_for, stored_files_for
from kotipesa_web.core.stored.sizes import pixels, too_big_inside
from kotipesa_web.core.stored.sweeping import sweep
from kotipesa_web.core.viewer import PUBLIC

HERE = Where(file="x")


def png(width, height):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    crc = struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + chunk + crc


def jpeg(width, height):
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"hei!"
    frame = b"\xff\xc2" + struct.pack(">HBHH", 17, 8, height, width) + bytes(10)
    return b"\xff\xd8" + comment + frame


def webp(form, body):
    return b"RIFF\x00\x00\x00\x00WEBP" + form + bytes(4) + body


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def claiming(size_bytes):
    """Write a zip whose directory claims that its one member unpacks to so much."""
    packed = bytearray(zipped(a="b"))
    place = packed.index(b"PK\x01\x02") + 24
    packed[place : place + 4] = size_bytes.to_bytes(4, "little")
    return bytes(packed)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "attachments"
    return settings.MEDIA_ROOT


@pytest.fixture
def planner(world):
    return world.viewer("planner")


def on_disk(media):
    return sorted(path.name for path in media.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (png(1, 1), "image/png"),
        (jpeg(1, 1), "image/jpeg"),
        (webp(b"VP8X", bytes(10)), "image/webp"),
        (zipped(a="b"), "application/zip"),
        (b"SQLite format 3\x00", "application/geopackage+sqlite3"),
        (b"a;b\n1;2\n", "text/plain"),
        ("tonnia;ääni".encode("latin-1"), "text/plain"),
        ("a\tb\n".encode("utf-16"), "text/plain"),
        (b'\xef\xbb\xbf {"type": "FeatureCollection"}', "application/json"),
        (b'<?xml version="1.0"?><LandXML/>', "application/xml"),
        (b"ISO-10303-21;", "text/plain"),
        (b" <!DOCTYPE html><p>", None),
        (b'<?xml version="1.0"?>\n<svg xmlns="x"/>', None),
        ('<html lang="fi">'.encode("utf-16"), None),
        (b"#!/bin/sh\n", None),
        (b"\x7fELF\x02\x01\x01\x00", None),
        (b"MZ\x90\x00", None),
    ],
)
def test_a_file_is_known_by_its_bytes(content, kind, tmp_path):
    path = tmp_path / "named.pdf"
    path.write_bytes(content)
    assert media_type(path) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (png(640, 480), "image/png"),
        (jpeg(640, 480), "image/jpeg"),
        (webp(b"VP8X", bytes(4) + b"\x7f\x02\x00\xdf\x01\x00"), "image/webp"),
        (webp(b"VP8 ", bytes(6) + struct.pack("<HH", 640, 480)), "image/webp"),
        (webp(b"VP8L", b"\x2f" + struct.pack("<I", 639 | 479 << 14) + bytes(5)), "image/webp"),
    ],
)
def test_the_size_of_a_picture_is_read_without_opening_it(content, kind, tmp_path):
    path = tmp_path / "picture"
    path.write_bytes(content)
    assert pixels(path, kind) == (640, 480)


@pytest.mark.parametrize(
    ("content", "kind", "found"),
    [
        (png(100_000, 100_000), "image/png", ("image_too_large", {"pixels": "10000"})),
        (b"\xff\xd8\xff\xe0", "image/jpeg", ("file_not_accepted", {})),
        (claiming(2**30 + 1), "application/zip", ("zip_bomb", {})),
        (zipped(**{f"{i}": "" for i in range(10_001)}), "application/zip", ("zip_bomb", {})),
        (zipped(**{"../a": ""}), "application/zip", ("archive_leads_out", {"member": "../a"})),
        (zipped(a="b")[:-3], "application/zip", ("file_not_accepted", {})),
        (zipped(a="b")[:30], "application/zip", ("file_not_accepted", {})),
        (zipped(a="b"), "application/zip", None),
    ],
)
def test_what_would_unpack_too_big_is_refused_unopened(content, kind, found, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(content)
    said = too_big_inside(path, kind, HERE)
    told = said and (said.code, {k: v for k, v in said.params if k in {"pixels", "member"}})
    assert told == found


def test_a_name_keeps_its_end_and_nothing_that_misleads():
    told = ["C:\\tmp\\a.csv", "../../etc/passwd", "..", "", "a\u202egpj.exe", "ä" * 300 + ".csv"]
    shown = ["a.csv", "passwd", "file", "file", "agpj.exe", "ä" * 98 + ".csv"]
    assert [shown_name(name) for name in told] == shown


@pytest.mark.django_db
def test_bytes_are_kept_once_and_lent_under_their_name(planner, media):
    first, second = (
        store(viewer=planner, name=name, chunks=[b"a;b\n", b"1;2\n"]) for name in ("a.csv", "b.csv")
    )
    assert on_disk(media) == [sha256(b"a;b\n1;2\n").hexdigest()] == [first.sha256]
    assert (first.size_bytes, first.media_type, first.sensitivity) == (8, "text/plain", "sealed")
    with lent(second) as path:
        assert (path.name, path.read_bytes()) == ("b.csv", b"a;b\n1;2\n")
    assert AuditLine.objects.filter(action="store_file").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chunks", "found"),
    [
        ([], "file_not_accepted"),
        ([b"<html>"], "file_not_accepted"),
        ([b"a" * 700, b"a" * 700], "file_too_large"),
        ([png(100_000, 100_000)], "image_too_large"),
    ],
)
def test_a_refused_file_leaves_nothing_behind(chunks, found, planner, media, settings):
    settings.KOTIPESA_UPLOAD_LIMIT_BYTES = 1024
    with pytest.raises(InputError) as refused:
        store(viewer=planner, name="x", chunks=chunks)
    assert [p.code for p in refused.value.problems] == [found]
    assert (on_disk(media), StoredFile.objects.count()) == ([], 0)


@pytest.fixture
def long_ago():
    """Let bytes be two days old."""

    def aged(path):
        two_days_ago = time.time() - 2 * 86_400
        os.utime(path, (two_days_ago, two_days_ago))
        return path

    return aged


@pytest.mark.django_db
def test_a_sweep_takes_old_bytes_of_no_row_and_nothing_else(planner, media, long_ago):
    kept = store(viewer=planner, name="a", chunks=[b"of a row"])
    taken = [take(planner, "a", [content]) for content in (b"taken back", b"under way")]
    for old in (kept.sha256, taken[0].sha256):
        long_ago(place_of(old))
    (media / "arriving" / "killed").write_bytes(b"half")
    long_ago(media / "arriving" / "killed")
    (media / "arriving" / "coming").write_bytes(b"half")
    told = io.StringIO()
    call_command("sweep", stdout=told)
    assert told.getvalue() == "2 files of no row deleted\n"
    assert on_disk(media) == sorted([kept.sha256, taken[1].sha256, "coming"])


@pytest.mark.django_db
def test_old_bytes_that_somebody_brings_again_are_not_swept(planner, media, long_ago):
    taken = take(planner, "a", [b"once more"])
    long_ago(place_of(taken.sha256))
    again = take(planner, "b", [b"once more"])
    assert sweep() == 0
    stored = name_owner(viewer=planner, taken=again)
    assert on_disk(media) == [stored.sha256]


@pytest.mark.django_db
def test_bytes_brought_again_while_they_are_swept_come_back(planner, media, long_ago, monkeypatch):
    taken = take(planner, "a", [b"once more"])
    place = long_ago(place_of(taken.sha256))
    moved = Path.rename

    def brought_again_just_before(path, target):
        if path == place:
            take(planner, "b", [b"once more"])
        return moved(path, target)

    monkeypatch.setattr(Path, "rename", brought_again_just_before)
    assert sweep() == 0
    assert on_disk(media) == [taken.sha256]


FULL_DISK = """
import resource, sys
from django.conf import settings
settings.configure(MEDIA_ROOT=sys.argv[1])
from kotipesa.errors import InputError
from kotipesa_web.core.stored.disk import arriving, keep
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    with arriving([b"x" * 60_000] * 2, "a.csv", 10**9) as arrived:
        keep(arrived)
except InputError as refused:
    print(refused.problems[0].code, dict(refused.problems[0].params))
"""


def test_a_full_disk_is_a_problem_and_nothing_is_half_written(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert told.stdout == "disk_full {'file': 'a.csv'}\n"
    assert on_disk(tmp_path) == []


@pytest.mark.django_db
def test_the_public_stores_nothing(media):
    with pytest.raises(Refused):
        store(viewer=PUBLIC, name="x", chunks=[b"a"])
    assert on_disk(media) == []


@pytest.mark.django_db
def test_a_file_is_seen_as_the_map_says(world, planner):
    for sensitivity in ("public", "partners", "sealed"):
        store(viewer=planner, name=sensitivity, chunks=[b"a"], sensitivity=sensitivity)
    seen = {
        role: sorted(f.original_name for f in stored_files_for(world.viewer(role)))
        for role in ("public", "company", "planner", "authority")
    }
    assert seen == {
        "public": ["public"],
        "company": ["public"],
        "planner": ["partners", "public", "sealed"],
        "authority": ["partners", "public"],
    }


@pytest.mark.django_db
def test_a_file_whose_bytes_are_gone_is_not_there(planner):
    stored = store(viewer=planner, name="a", chunks=[b"a"])
    place_of(stored.sha256).unlink()
    with pytest.raises(Hidden):
        stored_file_for(planner, stored.pk)


@pytest.mark.django_db
def test_a_file_is_handed_out_to_be_saved_and_the_delivery_is_written_down(
    world, planner, client_of
):
    stored = store(viewer=planner, name="pöytä.csv", chunks=[b"a;b"], sensitivity="public")
    answer = client_of("company").get(reverse("stored_file", args=[stored.pk]))
    assert b"".join(answer.streaming_content) == b"a;b"
    assert {name: answer[name] for name in ("Content-Type", "Content-Disposition")} == {
        "Content-Type": "text/plain",
        "Content-Disposition": "attachment; filename*=utf-8''p%C3%B6yt%C3%A4.csv",
    }
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == (
        "nosniff",
        "private, no-store",
    )
    line = DisclosureLine.objects.get()
    assert (line.owner_id, line.receiver_id) == (stored.owner_id, world.people["company"].pk)


@pytest.mark.django_db
def test_a_sealed_file_of_others_is_not_there(planner, client_of):
    stored = store(viewer=planner, name="a.csv", chunks=[b"a;b"])
    assert client_of("company").get(reverse("stored_file", args=[stored.pk])).status_code == 404
    assert DisclosureLine.objects.count() == 0
