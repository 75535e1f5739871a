# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what plans say, from their directories alone."""

from pathlib import Path

from kotipesa.errors import Language
from kotipesa.report import Facts, read_facts, write_html, write_xlsx
from kotipesa.report.compare import Comparison, compare


def compare_plans(before: Path, after: Path) -> Comparison:
    """Say what changed from one plan to another, and why."""
    return compare(before, after)


def report_again(directory: Path, language: Language) -> Facts:
    """Write the report and the workbook of a plan anew, in another language."""
    facts = read_facts(directory)
    write_html(facts, language, directory / "report.html")
    write_xlsx(facts, language, directory / "plan.xlsx")
    return facts
