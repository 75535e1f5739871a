# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what every app stands on: who looks, what may be shown, what was done, long work."""
