# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the workbook that people fill in and send back."""

from pathlib import Path

from kotipesa.errors import Language, UsageError, Where, problem
from kotipesa.region import Region
from kotipesa.region.template import template_book
from kotipesa.report.workbook import save

_SUFFIX = ".xlsx"


def write_template(path: Path, language: Language, region: Region | None = None) -> None:
    """Write a workbook to fill in, empty or with all a region holds.

    Raises UsageError for a name that does not end in ``.xlsx``.
    """
    if path.suffix.lower() != _SUFFIX:
        where = Where(path.name)
        raise UsageError([problem("export_ending", where, name=path.name, known=_SUFFIX)])
    path.parent.mkdir(parents=True, exist_ok=True)
    save(template_book(language, region), path)
