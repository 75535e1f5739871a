# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Say what is to be planned: lots, plants, grades, rules, hauls; no mathematics yet."""
