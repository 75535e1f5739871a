# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan again after a change: what was found before stays, and the proof is as good as a new one."""
