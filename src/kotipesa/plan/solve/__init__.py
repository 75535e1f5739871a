# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Solve the linear program by column generation, with a bound valid against every arc."""
