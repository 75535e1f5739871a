# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Set a machine up with nothing but Python: the libraries, the pages' parts, the tests' browser."""
