# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Send goods through a network at least cost: a network simplex that grows and is mended."""
