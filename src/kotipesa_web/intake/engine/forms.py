# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make the files people fill in and send back: the workbook, and SeutuMASSA's table."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kotipesa.errors import Language
from kotipesa.region import from_rows
from kotipesa.report.region_files import SEUTUMASSA, write_region_file
from kotipesa.report.template_file import write_template

Rows = Mapping[str, Sequence[Mapping[str, object]]]


def empty_workbook(language: Language) -> bytes:
    """Make the workbook to fill in."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kotipesa.xlsx"
        write_template(path, language)
        return path.read_bytes()


def filled_workbook(language: Language, tables: Rows) -> bytes:
    """Make the workbook with rows in it; brought in again it changes nothing."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kotipesa.xlsx"
        write_template(path, language, from_rows(tables))
        return path.read_bytes()


def seutumassa(tables: Rows) -> bytes:
    """Write rows in SeutuMASSA's columns, as many of them as it can hold."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / SEUTUMASSA
        write_region_file(from_rows(tables), path)
        return path.read_bytes()
