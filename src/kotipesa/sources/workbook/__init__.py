# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read Excel workbooks: their values in a child process, what values do not show in this one."""
