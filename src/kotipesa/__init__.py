# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Coordinate the soil, rock and other circular streams of a region: balance, plan, proof."""
