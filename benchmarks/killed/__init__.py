# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Kill processes of the platform in the middle of their work, and count what is wrong afterwards.

A scenario says what is done, when that is in its middle, whom to kill, and what must hold:
see ``scenarios.Scenario``. To add one, write a class with those six functions and give it a name
in ``scenarios.SCENARIOS``; ``kills.py NAME --kills 500`` then runs it.
"""
