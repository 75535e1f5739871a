# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bend sound files: flip, cut, double, splice and spoil their bytes, in ways that can be told."""

from collections.abc import Sequence
from typing import NamedTuple

SPOILS = (
    *(b"\0", b'"', b",", b";", b"\t", b"\n", b"\r", b"=1+1", b"1e999", b"nan", b"-1", b"9" * 400),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\xc0\xaf", b"\xed\xa0\x80", "\u202e".encode(), b"\x1b[2J"),
    *(b"2026-13", b"9999-99", b"31.2.2026", b"0000-00", b"1,5", b"1.000,5", b"\xc2\xa0", b"<!--"),
    *(b"]]>", b"&#0;", b"<P>", b"</P>", b"{", b"[", b"(", b"#1", b"$", b"-1 KL", b"KJ", b"'"),
)
"""What is put in between: each has been trouble for some reader of some format."""
KINDS = ("flip", "cut", "double", "splice", "spoil", "end")


class Bend(NamedTuple):
    """One change; at, to: places as shares of the file; what: a byte, or one of SPOILS."""

    kind: str
    at: float
    to: float
    what: int


def bent(data: bytes, bends: Sequence[Bend], other: bytes = b"") -> bytes:
    """Bend bytes; other: where pieces to splice in come from."""
    for bend in bends:
        data = _one(data, bend, other)
    return data


def _one(data: bytes, bend: Bend, other: bytes) -> bytes:
    start, end = sorted((int(bend.at * len(data)), int(bend.to * len(data))))
    if bend.kind == "flip":
        return data[:start] + bytes([bend.what % 256]) + data[start + 1 :]
    if bend.kind == "cut":
        return data[:start] + data[end:]
    if bend.kind == "double":
        return data[:end] + data[start:]
    if bend.kind == "splice":
        first, last = sorted((int(bend.at * len(other)), int(bend.to * len(other))))
        return data[:start] + other[first:last] + data[end:]
    if bend.kind == "spoil":
        return data[:start] + SPOILS[bend.what % len(SPOILS)] + data[start:]
    return data[:start]
