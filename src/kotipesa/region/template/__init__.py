# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make workbooks that people fill in and send back: a region's tables, empty or filled."""

from kotipesa.region.template.book import region_book, template_book
from kotipesa.region.template.outlines import fitting_cells

__all__ = ["fitting_cells", "region_book", "template_book"]
