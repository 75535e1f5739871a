# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make workbooks that people fill in and send back: a region's tables, empty or filled."""

from kotipesa.region.template.book import region_book, template_book

__all__ = ["region_book", "template_book"]
