# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write an annex to a file, as what its name ends in."""

from collections.abc import Callable
from pathlib import Path

from kotipesa.errors import UsageError, Where, problem
from kotipesa.report.annex.content import Annex
from kotipesa.report.annex.document import docx_bytes
from kotipesa.report.annex.typeset import pdf_bytes
from kotipesa.report.fixed_archive import repack
from kotipesa.report.whole_file import whole_file


def write_annex(annex: Annex, path: Path) -> None:
    """Write ``.docx`` or ``.pdf``, whole or not at all; the same annex gives the same bytes.

    Raises UsageError for any other ending.
    """
    refuse_ending(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as unfinished:
        _WRITERS[path.suffix.lower()](annex, unfinished)


def refuse_ending(path: Path) -> None:
    """Raise UsageError for a name that ends in nothing we can write."""
    if path.suffix.lower() not in _WRITERS:
        known = ", ".join(_WRITERS)
        raise UsageError([problem("annex_ending", Where(path.name), name=path.name, known=known)])


def _write_docx(annex: Annex, path: Path) -> None:
    repack(docx_bytes(annex), path)


def _write_pdf(annex: Annex, path: Path) -> None:
    path.write_bytes(pdf_bytes(annex))


_WRITERS: dict[str, Callable[[Annex, Path], None]] = {".docx": _write_docx, ".pdf": _write_pdf}
