# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep a region as a folder of tables: read, written whole or not at all, one writer at a time."""
