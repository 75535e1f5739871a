# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep the filters of any list page by a name: put ``{% saved_searches "lots:list" %}`` on it."""
