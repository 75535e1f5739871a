# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Walk every address × role × own or other × sensitivity, and see what is really answered."""
