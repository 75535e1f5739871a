# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what somebody has or needs; check it; estimate it early."""

from kotipesa.lots.table import Lots

__all__ = ["Lots"]
