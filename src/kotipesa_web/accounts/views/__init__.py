# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show the pages of joining, organisations, people, units, readers, and one's own account."""
