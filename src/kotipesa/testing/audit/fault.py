# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold one fault of a plan."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A law the files of a plan break: which, where, and what was found instead."""

    code: str
    where: str
    detail: str = ""

    def __str__(self) -> str:
        """Write the fault on one line."""
        return f"{self.where}: {self.code}: {self.detail}"
