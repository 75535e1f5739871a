# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw imaginary regions by seed, small and odd, so that every rule of the model is met."""

from kotipesa.testing.draw.recipe import draw

__all__ = ["draw"]
