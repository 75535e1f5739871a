# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invent a region: true municipalities, everything in them made up, the same for the same seed."""
