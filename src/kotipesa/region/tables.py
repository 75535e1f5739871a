# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the tables of a region folder in columns; one row a thing, its place is its number."""

from dataclasses import dataclass

from kotipesa.arrays import Flags, Indices, Masks, Numbers, Small, Texts, Tuples
from kotipesa.roads import RoadLinks as RoadLinks  # noqa: PLC0414 - a table of the region too

STORE, PROCESS, OUTLET, SOURCE = 0, 1, 2, 3
ROLES = ("store", "process", "outlet", "source")


@dataclass(frozen=True, eq=False, slots=True)
class Sites:
    """Places; x_m and y_m are in EPSG:3067, given_x, given_y and crs as they were written.

    geometry: the outline as WKT in ``crs``, '' where a site is a point.
    """

    id: Texts
    x_m: Numbers
    y_m: Numbers
    given_x: Numbers
    given_y: Numbers
    crs: Texts
    geometry: Texts
    name: Texts
    municipality: Texts
    type: Texts

    def __len__(self) -> int:
        """Count the sites."""
        return len(self.id)


@dataclass(frozen=True, eq=False, slots=True)
class Projects:
    """Projects; alternative_of and same_as are rows of this table, -1 for none.

    same_as: the same project as another source tells it; what this one has is counted there only.
    Shifts are months.
    """

    id: Texts
    name: Texts
    owner: Texts
    municipality: Texts
    project_area: Texts
    phase: Texts
    probability: Numbers
    alternative_of: Indices
    same_as: Indices
    shift_earlier: Indices
    shift_later: Indices

    def __len__(self) -> int:
        """Count the projects."""
        return len(self.id)


@dataclass(frozen=True, eq=False, slots=True)
class Facilities:
    """Stores, processes, outlets and sources.

    role: STORE, PROCESS, OUTLET or SOURCE; materials: rows of materials, () for all.
    capacity_t, capacity_t_per_month: inf for none; fixed_eur: nan when it exists already.
    open_first, open_last: month numbers, periods.ALWAYS_FROM and ALWAYS_TO when unbounded.
    accepts_origin: municipalities, () for all; accepts_contamination: bit mask over
    vocab.CONTAMINATION.
    is_recovery: an outlet that recovers; is_virgin: a source of virgin material.
    to_material, residue_material: rows of materials, -1 for none; yield_share: product t per t.
    """

    id: Texts
    role: Small
    site: Indices
    materials: Tuples
    capacity_t: Numbers
    capacity_t_per_month: Numbers
    eur_per_t: Numbers
    kgco2e_per_t: Numbers
    fixed_eur: Numbers
    open_first: Indices
    open_last: Indices
    accepts_origin: Tuples
    accepts_contamination: Masks
    accepts_sulphide: Flags
    owner: Texts
    is_recovery: Flags
    is_virgin: Flags
    to_material: Indices
    yield_share: Numbers
    residue_material: Indices

    def __len__(self) -> int:
        """Count the facilities."""
        return len(self.id)


@dataclass(frozen=True, eq=False, slots=True)
class Distances:
    """Rows of distances.csv, directional; from_site, to_site are rows of sites; nan: empty cell.

    km is 0 where only eur_per_t was given; kgco2e_per_t is nan where it follows from km.
    """

    from_site: Indices
    to_site: Indices
    km: Numbers
    eur_per_t: Numbers
    kgco2e_per_t: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Locks:
    """Moves already agreed: kinds as in moves.csv ('lot' or a role), ids, month number, tonnes."""

    from_kind: Texts
    from_id: Texts
    to_kind: Texts
    to_id: Texts
    month: Indices
    tonnes: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Different:
    """Pairs of projects that somebody looked at and found to be two; a, b: rows of projects."""

    a: Indices
    b: Indices
    note: Texts

    def __len__(self) -> int:
        """Count the pairs."""
        return len(self.a)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a region; ``defaulted`` names the prices nobody set: they are unverified."""

    start: int
    months: int = 36
    carbon_eur_per_t: float = 0.0
    haul_eur_per_tkm: float = 0.12
    haul_eur_per_t: float = 1.5
    haul_kgco2e_per_tkm: float = 0.09
    distance_rule: str = "crow"
    detour: float = 1.3
    max_km: float = float("inf")
    gap: float = 1e-6
    unmet_eur_per_t: float = 1000.0
    storage_eur_per_t_month: float = 0.0
    end_stock_eur_per_t: float = 0.0
    min_recovery_share: float | None = None
    alternatives: tuple[str, ...] = ()
    defaulted: tuple[str, ...] = ()
