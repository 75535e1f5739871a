# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open the door to the engine from a terminal: the command ``kotipesa`` (formats.md §4)."""

from kotipesa.cli.door import main

__all__ = ["main"]
