# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell people what a plan says, from the files of its directory alone, in three languages."""

from kotipesa.report.facts import Facts, read_facts
from kotipesa.report.geopackage import write_gpkg
from kotipesa.report.html import render_html, write_html
from kotipesa.report.summary import summary_text
from kotipesa.report.workbook import write_xlsx

__all__ = [
    "Facts",
    "read_facts",
    "render_html",
    "summary_text",
    "write_gpkg",
    "write_html",
    "write_xlsx",
]
