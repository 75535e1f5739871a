# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Watch saved searches of lots and projects: what is new in them is told by page and by mail."""
