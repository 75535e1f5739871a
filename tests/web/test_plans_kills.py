# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Kill a worker in the middle of a plan: it is picked up once, and exactly one plan is kept."""

from web.test_core_kills import killed


def test_a_killed_plan_is_kept_once(home):
    assert killed("plan", 1, home) == (1, [])
