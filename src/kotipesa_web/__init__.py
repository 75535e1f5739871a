# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Serve one shared register of coming masses in a browser: one folder a subject."""
