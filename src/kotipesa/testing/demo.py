# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the imaginary region as a folder, and never over anything else."""

from pathlib import Path

from kotipesa.errors import UsageError, Where, problem
from kotipesa.region import read_tolerantly, write_tables
from kotipesa.testing.draft import Draft
from kotipesa.testing.region import region_tables

MARK = "demo.txt"
_MARK_TEXT = """\
An imaginary region, written by "kotipesa demo". Only its municipalities are real.
The next "kotipesa demo" writes it anew, but only as long as nobody has changed it.
{fingerprint}
"""


def write_demo(folder: Path, draft: Draft | None = None) -> None:
    """Write the imaginary region, over an earlier one that nobody has changed if there is one.

    draft: another region than the shipped one. Raises UsageError when the folder holds anything
    else.
    """
    refuse_changed(folder)
    tables, settings = draft or region_tables()
    write_tables(tables, settings, folder, overwrite=True)
    text = _MARK_TEXT.format(fingerprint=_fingerprint(folder))
    (folder / MARK).write_text(text, encoding="utf-8")


def refuse_changed(folder: Path) -> None:
    """Raise UsageError unless the folder is missing, empty, or an unchanged imaginary region."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    mark = folder / MARK
    is_unchanged = mark.is_file() and _fingerprint(folder) in mark.read_text(encoding="utf-8")
    if not is_unchanged:
        raise UsageError([problem("demo_changed", Where(str(folder)), path=folder.name)])


def _fingerprint(folder: Path) -> str:
    region, _ = read_tolerantly(folder)
    return region.sha256 if region else "nothing readable"
