# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take files in, and hand them out."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings

from kotipesa.errors import InputError, Where, problem
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.disclosures.commands import record_disclosure
from kotipesa_web.core.errors import Refused
from kotipesa_web.core.permissions import projection
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.stored.disk import Arrived, arriving, keep
from kotipesa_web.core.stored.kinds import media_type
from kotipesa_web.core.stored.models import StoredFile
from kotipesa_web.core.stored.queries import stored_file_for
from kotipesa_web.core.stored.sizes import too_big_inside
from kotipesa_web.core.viewer import Viewer

_NAME_BYTES = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """A file whose bytes are on the disk, before a row says whose it is."""

    name: str
    sha256: str
    size_bytes: int
    media_type: str


def store(
    *,
    viewer: Viewer,
    name: str,
    chunks: Iterable[bytes],
    sensitivity: str = Sensitivity.SEALED,
) -> StoredFile:
    """Keep a file of the viewer's organisation: ``store(…, chunks=upload.chunks())``.

    Raises InputError for what is empty, too big, of a kind not taken in, or finds no room.
    """
    return name_owner(viewer=viewer, taken=take(viewer, name, chunks), sensitivity=sensitivity)


def take(viewer: Viewer, name: str, chunks: Iterable[bytes]) -> Taken:
    """Put the bytes of a file on the disk, first: a row that names them never lacks them.

    Bytes that no row comes to name are swept away later. Raises InputError as ``store`` does.
    """
    if viewer.organisation_id is None:
        raise Refused
    name = shown_name(name)
    with arriving(chunks, name, settings.KOTIPESA_UPLOAD_LIMIT_BYTES) as arrived:
        kind = _accepted_kind(arrived, name)
        keep(arrived)
    return Taken(name, arrived.sha256, arrived.size_bytes, kind)


@command
def name_owner(
    *, viewer: Viewer, taken: Taken, sensitivity: str = Sensitivity.SEALED
) -> StoredFile:
    """Write down that a file taken in is the viewer's organisation's."""
    if viewer.organisation_id is None:
        raise Refused
    stored = StoredFile.objects.create(
        sha256=taken.sha256,
        size_bytes=taken.size_bytes,
        media_type=taken.media_type,
        original_name=taken.name,
        owner_id=viewer.organisation_id,
        sensitivity=sensitivity,
        added_by_id=viewer.user_id,
    )
    told = {"original_name": taken.name, "sha256": taken.sha256, "size_bytes": taken.size_bytes}
    record(viewer, action="store_file", row=stored, after=told)
    return stored


def shown_name(told: str) -> str:
    """Give the last part of a name somebody's machine told, without what could mislead."""
    last = PurePath(told.replace("\\", "/")).name
    clean = "".join(sign for sign in last if sign.isprintable()).strip()
    short = clean.encode()[-_NAME_BYTES:].decode(errors="ignore")
    return short if short.strip(".") else "file"


def _accepted_kind(arrived: Arrived, name: str) -> str:
    where = Where(file=name)
    kind = media_type(arrived.path)
    if kind is None:
        raise InputError([problem("file_not_accepted", where, file=where.file)])
    if found := too_big_inside(arrived.path, kind, where):
        raise InputError([found])
    return kind


@command
def hand_out(*, viewer: Viewer, pk: int) -> StoredFile:
    """Give a file the viewer may have and write down that it left; raises Hidden otherwise."""
    stored = stored_file_for(viewer, pk)
    level = projection(viewer, "see_attachment", stored)
    what = f"{stored.original_name} ({stored.pk})"[:100]
    delivered = [(stored.owner_id, str(level))]
    record_disclosure(viewer, channel="file", what=what, delivered=delivered)
    return stored
