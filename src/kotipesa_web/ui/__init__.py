# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give every page one look: layout, forms, tables, charts, map, languages, accessibility."""
