# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write a balance as an annex for a plan description or a board paper, as DOCX or PDF."""

from kotipesa.report.annex.build import annex
from kotipesa.report.annex.content import Annex
from kotipesa.report.annex.settings import AnnexSettings, read_annex_settings
from kotipesa.report.annex.writing import write_annex

__all__ = ["Annex", "AnnexSettings", "annex", "read_annex_settings", "write_annex"]
