# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bound what a file may cost before it is opened: bytes, lines, cells."""

import stat
from dataclasses import dataclass
from pathlib import Path

from kotipesa.errors import Problem, Where, problem

MEBIBYTE = 1 << 20
SHOWN_CHARS = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is too much; the defaults let a million lots through and stop bombs.

    cell_chars is Excel's own limit; geometry_chars is that of outlines written as WKT, some forty
    thousand corners; packing_ratio counts only from packing_floor_bytes on, as
    small files pack well by nature.
    """

    file_bytes: int = 512 * MEBIBYTE
    line_chars: int = 4 * MEBIBYTE
    cell_chars: int = 32_767
    geometry_chars: int = 1_000_000
    unpacked_bytes: int = 512 * MEBIBYTE
    packing_ratio: int = 200
    packing_floor_bytes: int = 8 * MEBIBYTE
    workbook_cells: int = 40_000_000
    archive_members: int = 10_000


DEFAULT_LIMITS = Limits()


def size_problem(path: Path, limits: Limits) -> Problem | None:
    """Refuse what is no plain file, and one that is too large, by its size on the disk alone.

    Raises OSError where there is nothing.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        return problem("not_a_plain_file", Where(path.name))
    size = found.st_size
    if size <= limits.file_bytes:
        return None
    return problem(
        "file_too_large",
        Where(path.name),
        size=f"{size / MEBIBYTE:.0f}",
        limit=f"{limits.file_bytes / MEBIBYTE:.0f}",
    )


def shown(text: str, chars: int = SHOWN_CHARS) -> str:
    """Shorten a text to what fits in a message: one line, nothing a terminal would obey."""
    one_line = " ".join(text[: 4 * chars].split())
    printable = "".join(sign if sign.isprintable() else "\ufffd" for sign in one_line)
    return printable if len(text) <= chars else f"{printable[: chars - 1]}…"
