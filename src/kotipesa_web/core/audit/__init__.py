# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write down who did what to which row, and who read what was sealed; nothing is ever changed."""
