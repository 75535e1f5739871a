# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn amounts into tonnes, and keep the three states of a cubic metre apart.

Bank (m³ktr) is the ground as it lies, loose (m³itd) what is on the truck, compacted (m³rtr) what is
in the structure. One bank cubic metre makes ``itd_per_ktr`` loose and ``rtr_per_ktr`` compacted
ones; the tonnes stay the same.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from kotipesa.arrays import Numbers, Texts

UNITS = ("t", "kg", "m3ktr", "m3itd", "m3rtr", "pcs")


def to_tonnes(
    amount: Numbers,
    unit: Texts,
    t_per_m3ktr: Numbers,
    itd_per_ktr: Numbers,
    rtr_per_ktr: Numbers,
) -> Numbers:
    """Give tonnes, row by row; t = m³ktr × t_per_m3ktr, kg = t / 1000.

    All columns have one length. nan where the unit has no tonnes (``pcs`` or no unit of ours) and
    where a volume lacks the density or the factor it needs.
    """
    t_per_unit: Numbers = np.full(len(amount), np.nan)
    for name, factor in (
        ("t", 1.0),
        ("kg", 1e-3),
        ("m3ktr", t_per_m3ktr),
        ("m3itd", t_per_m3ktr / itd_per_ktr),
        ("m3rtr", t_per_m3ktr / rtr_per_ktr),
    ):
        t_per_unit = np.where(unit == name, factor, t_per_unit)
    tonnes: Numbers = amount * t_per_unit
    return tonnes


class VolumeState(Enum):
    """The state a volume is measured in; the value is its unit."""

    BANK = "m3ktr"
    LOOSE = "m3itd"
    COMPACTED = "m3rtr"


class VolumeStateError(TypeError):
    """Volumes of different states were mixed without a named conversion."""


@dataclass(frozen=True, slots=True)
class Volume:
    """Cubic metres in one state."""

    m3: float
    state: VolumeState

    def __add__(self, other: "Volume") -> "Volume":
        return Volume(self.m3 + self._same(other).m3, self.state)

    def __sub__(self, other: "Volume") -> "Volume":
        return Volume(self.m3 - self._same(other).m3, self.state)

    def _same(self, other: "Volume") -> "Volume":
        if other.state is not self.state:
            message = (
                f"cannot mix {self.state.value} with {other.state.value}: convert one of them first"
            )
            raise VolumeStateError(message)
        return other


def bank_to_loose(volume: Volume, itd_per_ktr: float) -> Volume:
    """Dig: V_itd = V_ktr × itd_per_ktr; raises VolumeStateError unless the volume is bank."""
    return _convert(volume, VolumeState.BANK, VolumeState.LOOSE, itd_per_ktr)


def loose_to_bank(volume: Volume, itd_per_ktr: float) -> Volume:
    """Undo digging: V_ktr = V_itd / itd_per_ktr; raises VolumeStateError unless it is loose."""
    return _convert(volume, VolumeState.LOOSE, VolumeState.BANK, 1 / itd_per_ktr)


def bank_to_compacted(volume: Volume, rtr_per_ktr: float) -> Volume:
    """Build: V_rtr = V_ktr × rtr_per_ktr; raises VolumeStateError unless the volume is bank."""
    return _convert(volume, VolumeState.BANK, VolumeState.COMPACTED, rtr_per_ktr)


def compacted_to_bank(volume: Volume, rtr_per_ktr: float) -> Volume:
    """Ask what to dig: V_ktr = V_rtr / rtr_per_ktr; raises VolumeStateError unless compacted."""
    return _convert(volume, VolumeState.COMPACTED, VolumeState.BANK, 1 / rtr_per_ktr)


def rtr_per_ktr_from_shrinkage(shrinkage: float) -> float:
    """Read a shrinkage stated on the cut: 0.15 means 100 bank make 85 compacted (Trimble)."""
    return 1 - shrinkage


def rtr_per_ktr_from_cut_per_fill(cut_per_fill: float) -> float:
    """Read a ratio stated on the fill: 1.15 means 115 bank are needed for 100 compacted (AGTEK)."""
    return 1 / cut_per_fill


def _convert(volume: Volume, given: VolumeState, wanted: VolumeState, factor: float) -> Volume:
    if volume.state is not given:
        message = f"this conversion starts from {given.value}, not from {volume.state.value}"
        raise VolumeStateError(message)
    return Volume(volume.m3 * factor, wanted)
