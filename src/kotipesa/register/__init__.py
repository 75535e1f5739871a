# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep one register of many sources: whose row it is, what changed, which rows are one project."""
