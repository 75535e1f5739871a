# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell the whole story: what arrives, what is made of it, what leaves; a command loads its own."""
