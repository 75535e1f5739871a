# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find out in one pass over its bytes how a text file is written."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from kotipesa.errors import Problem, Where, problem

CHUNK_BYTES = 1 << 20
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOT_IN_CP1252 = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])


@dataclass(frozen=True, slots=True)
class TextBytes:
    """What the bytes of a file say: its encoding, '' when they are no text at all.

    is_blank: nothing but white space; is_in_lines: no line is longer than a chunk.
    """

    encoding: str
    is_blank: bool
    is_in_lines: bool = True


def look_at_text(path: Path) -> TextBytes | Problem:
    """Tell how a text is written, or why there is none to read."""
    where = Where(path.name)
    try:
        look = look_at_bytes(path)
    except OSError as fault:
        return problem("unreadable_file", where, reason=fault.strerror or fault)
    if look.is_blank:
        return problem("empty_file", where)
    return look if look.encoding else problem("bad_encoding", where)


def look_at_bytes(path: Path) -> TextBytes:
    """Tell UTF-8 from UTF-16 (by its mark) and from the old Windows and Latin-1 encodings.

    A file with zero bytes and no UTF-16 mark is no text. Raises OSError.
    """
    utf8 = codecs.getincrementaldecoder("utf-8")()
    is_utf8, is_blank, has_zero, is_latin1, start = True, True, False, False, b""
    is_in_lines = True
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            start = start or chunk[:4]
            is_blank = is_blank and not chunk.removeprefix(codecs.BOM_UTF8).strip()
            has_zero = has_zero or b"\0" in chunk
            is_in_lines = is_in_lines and (len(chunk) < CHUNK_BYTES or b"\n" in chunk)
            is_utf8 = is_utf8 and _decodes(utf8, chunk)
            is_latin1 = is_latin1 or len(chunk.translate(None, _NOT_IN_CP1252)) < len(chunk)
    is_utf8 = is_utf8 and _decodes(utf8, b"", final=True)
    if start.startswith(_UTF16_MARKS):
        return TextBytes("utf-16", is_blank)
    if has_zero:
        return TextBytes("", is_blank)
    encoding = "utf-8-sig" if is_utf8 else "latin-1" if is_latin1 else "cp1252"
    return TextBytes(encoding, is_blank, is_in_lines)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
