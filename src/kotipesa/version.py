# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Name the version, the one place where it is written."""

__version__ = "0.1.0"
