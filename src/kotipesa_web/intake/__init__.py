# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring files in as batches: look at every row, mend it, accept it, take it back."""
