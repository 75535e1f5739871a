# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Plan who hauls what where and when, exactly, with a proof of how good the plan is."""

from kotipesa.plan.plan import Plan, make_plan

__all__ = ["Plan", "make_plan"]
