# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Look into a packed file before anybody unpacks it: sizes it claims, and those it really has."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.limits import DEFAULT_LIMITS, MEBIBYTE, Limits

CHUNK_BYTES = 1 << 18
_KNOWN_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL_HEADER_BYTES = 30
_ENCRYPTED = 0x1
_XML, _DOCTYPE = (".xml", ".rels"), b"<!DOCTYPE"
"""In a part of a workbook a document type has no business; by it other files come in."""


class PackedWrongError(Exception):
    """A member of an archive is not what it claims to be."""


def archive_problem(
    path: Path, limits: Limits = DEFAULT_LIMITS, *, broken: str = "bad_workbook"
) -> Problem | None:
    """Find out whether an archive is safe to unpack, in memory that does not depend on its size.

    First by the sizes it claims, then by unpacking every member piece by piece and counting.
    broken: the code of the problem of an archive that is not whole.
    """
    where = Where(path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        return problem(broken, where, reason=fault)
    if reason := _claimed_reason(members, limits):
        return problem("zip_bomb", where, reason=reason)
    try:
        true_bytes = sum(_true_size(path, member, limits) for member in members)
    except (PackedWrongError, zlib.error, OSError) as fault:
        return problem(broken, where, reason=fault)
    if true_bytes > limits.unpacked_bytes:
        return problem("zip_bomb", where, reason=_megabytes(true_bytes))
    return None


def member_chunks(path: Path, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack one member piece by piece; raises PackedWrongError, zlib.error or OSError."""
    if member.compress_type not in _KNOWN_PACKINGS or member.flag_bits & _ENCRYPTED:
        message = f"{member.filename}: unknown packing or a password"
        raise PackedWrongError(message)
    with path.open("rb") as file:
        file.seek(member.header_offset)
        header = file.read(_LOCAL_HEADER_BYTES)
        if len(header) < _LOCAL_HEADER_BYTES or not header.startswith(b"PK\x03\x04"):
            message = f"{member.filename}: no such member"
            raise PackedWrongError(message)
        name_bytes, extra_bytes = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
        file.seek(name_bytes + extra_bytes, 1)
        packed = _packed_chunks(file, member.compress_size)
        if member.compress_type == zipfile.ZIP_STORED:
            yield from packed
        else:
            yield from _inflated(packed)


def _packed_chunks(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0 and (chunk := file.read(min(size, CHUNK_BYTES))):
        size -= len(chunk)
        yield chunk


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for chunk in packed:
        rest = chunk
        while rest and not inflate.eof:
            yield inflate.decompress(rest, CHUNK_BYTES)
            rest = inflate.unconsumed_tail


def _claimed_reason(members: list[zipfile.ZipInfo], limits: Limits) -> str:
    if len(members) > limits.archive_members:
        return f"{len(members)} members"
    claimed = sum(member.file_size for member in members)
    if claimed > limits.unpacked_bytes:
        return _megabytes(claimed)
    for member in members:
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > limits.packing_floor_bytes and ratio > limits.packing_ratio:
            return f"{member.filename} 1 : {ratio:.0f}"
    return ""


def _true_size(path: Path, member: zipfile.ZipInfo, limits: Limits) -> int:
    """Count what a member really unpacks to; stops as soon as it is more than it claimed.

    A document type in a part of a workbook stops it too.
    """
    size, before = 0, b""
    is_xml = member.filename.lower().endswith(_XML)
    for chunk in member_chunks(path, member):
        if is_xml and _DOCTYPE in before + chunk:
            message = f"{member.filename}: document types are not allowed"
            raise PackedWrongError(message)
        before = chunk[-len(_DOCTYPE) :]
        size += len(chunk)
        if size > member.file_size or size > limits.unpacked_bytes:
            message = f"{member.filename}: more than the {member.file_size} bytes it claims"
            raise PackedWrongError(message)
    if size != member.file_size:
        message = f"{member.filename}: {size} bytes instead of {member.file_size}"
        raise PackedWrongError(message)
    return size


def _megabytes(size: int) -> str:
    return f"{size / MEBIBYTE:.0f} MB"
