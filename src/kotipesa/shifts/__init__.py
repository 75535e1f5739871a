# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Price the calendar and the targets: what moving projects is worth, what a target costs."""

from kotipesa.shifts.shifts import Asked, Shifts, shift

__all__ = ["Asked", "Shifts", "shift"]
