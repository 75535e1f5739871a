# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find by hand who could take or give what a lot has or needs, and ask them."""
