# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold one module a command; each has a function ``run`` that typer reads and that answers."""
