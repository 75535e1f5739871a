# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bound what a child process may take."""

from dataclasses import dataclass

from kotipesa.sources.limits import MEBIBYTE


@dataclass(frozen=True, slots=True)
class ApartLimits:
    """What one parse may cost at most.

    memory_bytes: address space, libraries included; macOS does not keep it. cpu_s, wall_s: time of
    the processor and of the clock; open_files: at once; answer_bytes: what comes back.
    """

    memory_bytes: int = 2_048 * MEBIBYTE
    cpu_s: int = 60
    wall_s: int = 120
    open_files: int = 64
    answer_bytes: int = 1_024 * MEBIBYTE


DEFAULT_APART_LIMITS = ApartLimits()
