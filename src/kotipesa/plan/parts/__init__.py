# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan what is too large for one solve: part by part, joined two by two, proven as a whole."""
