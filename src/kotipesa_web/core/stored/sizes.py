# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read from the beginnings of files how big they would become, before anything opens them."""

import struct
import zipfile
from pathlib import Path

from kotipesa.errors import Problem, Where, problem
from kotipesa_web.core.stored.kinds import IMAGES, JPEG, PNG, ZIP

MOST_PIXELS = 100_000_000
MOST_UNPACKED_BYTES = 1024 * 1024 * 1024
MOST_MEMBERS = 10_000
_MOST_DIRECTORY_BYTES = MOST_MEMBERS * 200
_TAIL_BYTES = 22 + 65_535
_NOT_SIZES = {0xC4, 0xC8, 0xCC}


def too_big_inside(path: Path, kind: str, where: Where) -> Problem | None:
    """Say what is wrong with what a picture or an archive would unpack to, if anything is."""
    if kind in IMAGES:
        return _picture(path, kind, where)
    return _archive(path, where) if kind == ZIP else None


def _picture(path: Path, kind: str, where: Where) -> Problem | None:
    try:
        width, height = pixels(path, kind)
    except (struct.error, IndexError, ValueError):
        return problem("file_not_accepted", where, file=where.file)
    if width * height <= MOST_PIXELS:
        return None
    millions = {"pixels": width * height // 10**6, "limit": MOST_PIXELS // 10**6}
    return problem("image_too_large", where, **millions)


def pixels(path: Path, kind: str) -> tuple[int, int]:
    """Read the width and height a picture declares; raises ValueError where it declares none."""
    content = path.read_bytes()
    if kind == PNG:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    return _jpeg(content) if kind == JPEG else _webp(content)


def _jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while at < len(content):
        if content[at] != 0xFF:
            break
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _NOT_SIZES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    raise ValueError


def _webp(content: bytes) -> tuple[int, int]:
    form, body = content[12:16], content[20:30]
    if form == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if form == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if form == b"VP8 ":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError


def _archive(path: Path, where: Where) -> Problem | None:
    """Judge an archive by its directory; one too long to be read is not read."""
    if not _has_short_directory(path):
        return problem("zip_bomb", where, reason=f"> {MOST_MEMBERS}")
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return problem("file_not_accepted", where, file=where.file)
    for member in members:
        if member.filename.startswith(("/", "\\")) or ".." in Path(member.filename).parts:
            return problem("archive_leads_out", where, member=member.filename)
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED_BYTES:
        reason = f"{len(members)}, {unpacked // 10**6} MB"
        return problem("zip_bomb", where, reason=reason)
    return None


def _has_short_directory(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 16:
        return True  # no directory: opening it finds that out at once
    count, size_bytes = struct.unpack("<HI", tail[at + 10 : at + 16])
    return bool(count <= MOST_MEMBERS and size_bytes <= _MOST_DIRECTORY_BYTES)
