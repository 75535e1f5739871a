# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Everything a stranger's file may do to us, written from code, with what must come of it."""
