# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Recognise what a file is by what is in it; its name proves nothing."""

from pathlib import Path

PNG = "image/png"
JPEG = "image/jpeg"
WEBP = "image/webp"
ZIP = "application/zip"
IMAGES = (PNG, JPEG, WEBP)

_LOOKED_AT_BYTES = 64 * 1024
_BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"PK\x03\x04", ZIP),
    (b"SQLite format 3\x00", "application/geopackage+sqlite3"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-excel"),
    (b"fgb\x03fgb", "application/flatgeobuf"),
    (b"AC10", "image/vnd.dwg"),
    (b"AutoCAD Binary DXF", "image/vnd.dxf"),
)
_PAGES = (b"<html", b"<svg", b"<script", b"<!doctype html", b"<?xml-stylesheet")


def media_type(path: Path) -> str | None:
    """Give the media type of a file; None for what is not taken in, pages and drawings of the web.

    Programs, scripts of pages and unknown bytes are None too.
    """
    with path.open("rb") as file:
        begins = file.read(_LOOKED_AT_BYTES)
    for signature, found in _BEGINNINGS:
        if begins.startswith(signature):
            return found
    if begins[:4] == b"RIFF" and begins[8:12] == b"WEBP":
        return WEBP
    return _kind_of_text(begins)


def _kind_of_text(begins: bytes) -> str | None:
    if begins.startswith((b"\xff\xfe", b"\xfe\xff")):
        begins = begins.decode("utf-16", errors="replace").encode()
    lowered = begins.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"\x00" in lowered or lowered.startswith(b"#!"):
        return None
    if lowered.startswith(b"<"):
        return None if any(page in lowered for page in _PAGES) else "application/xml"
    return "application/json" if lowered.startswith((b"{", b"[")) else "text/plain"
