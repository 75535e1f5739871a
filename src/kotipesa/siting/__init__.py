# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Decide where stores and other facilities should open, and what each would be worth."""

from kotipesa.siting.decide import Asked, Siting, choose_sites

__all__ = ["Asked", "Siting", "choose_sites"]
