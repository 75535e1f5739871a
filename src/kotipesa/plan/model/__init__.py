# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the problem as a linear program: rows, coefficients, costs; readable as text."""
