# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give each project a point: its district's, else that of its major district; many share one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from kotipesa.arrays import Texts, texts
from kotipesa.errors import InputError, Where, problem
from kotipesa.lots.estimate.coefficients import ANY_GROUND, GROUND_CLASSES
from kotipesa.lots.estimate.evidence import Evidence, Looking, evidence_at
from kotipesa.lots.estimate.gathering import Gathered
from kotipesa.sources.boreholes import Boreholes
from kotipesa.sources.delimited.reading import read_delimited
from kotipesa.sources.programme import NO_DISTRICT, Programme
from kotipesa.sources.programme.districts import DistrictMap, Place
from kotipesa.sources.programme.table import district_number

GROUND_COLUMNS = ("district", "ground_class")


@dataclass(frozen=True, eq=False, slots=True)
class Placed:
    """Where projects are.

    site: of each row, '' where nobody knows; ground_class: of each row; sites: the points by id;
    evidence: what holes near a site say, by its id, where they tell its ground.
    """

    site: Texts
    ground_class: Texts
    sites: Mapping[str, Place]
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


def place_projects(
    gathered: Gathered,
    programmes: Sequence[Programme],
    maps: Sequence[DistrictMap],
    ground: Mapping[int, str],
) -> Placed:
    """Place each row a project is estimated from; maps: of each list.

    The district of any row of the project serves, its own first; then its major districts.
    """
    site = texts([""] * len(gathered.rows))
    ground_class = texts([ANY_GROUND] * len(gathered.rows))
    sites: dict[str, Place] = {}
    for base in np.flatnonzero(gathered.base == np.arange(len(gathered.rows))):
        family = np.flatnonzero(gathered.project == gathered.project[base])
        rows = [base, *family[family != base]]
        found = _by_district(rows, gathered, programmes, maps)
        found = found or _by_major(rows, gathered, programmes, maps)
        if found:
            site[base], place, district = found
            sites.setdefault(site[base], place)
            ground_class[base] = ground.get(district, ANY_GROUND)
    return Placed(site, ground_class, sites)


def with_evidence(placed: Placed, holes: Boreholes, looking: Looking) -> Placed:
    """Let holes near a site tell the ground nobody told before."""
    found = {
        site: evidence_at(holes, place.x_m, place.y_m, looking)
        for site, place in placed.sites.items()
    }
    telling = {site: one for site, one in found.items() if one.ground_class != ANY_GROUND}
    ground_class = placed.ground_class.copy()
    used = {}
    for site, evidence in telling.items():
        rows = (placed.site == site) & (placed.ground_class == ANY_GROUND)
        ground_class[rows] = evidence.ground_class
        if rows.any():
            used[site] = evidence
    return replace(placed, ground_class=ground_class, evidence=used)


def read_ground(path: Path) -> dict[int, str]:
    """Read the ground class of each district from a csv with the columns district, ground_class.

    Raises InputError with ``ground_columns`` or ``estimate_code_unknown``.
    """
    raw, problems = read_delimited(path, "ground", GROUND_COLUMNS)
    if raw is None or not set(GROUND_COLUMNS) <= set(raw.header):
        columns = ", ".join(GROUND_COLUMNS)
        raise InputError(problems or [problem("ground_columns", Where(path.name), columns=columns)])
    district, ground = (raw.cells[raw.header.index(column)] for column in GROUND_COLUMNS)
    wrong = [
        problem("estimate_code_unknown", raw.where(row, column, value), column=column, value=value)
        for row in range(len(raw))
        for column, value, good in (
            ("district", district[row], district_number(district[row].strip()) is not None),
            ("ground_class", ground[row], ground[row].strip() in GROUND_CLASSES),
        )
        if not good
    ]
    if wrong:
        raise InputError(wrong)
    return {int(d): g.strip() for d, g in zip(district, ground, strict=True)}


def _by_district(
    rows: Sequence[int],
    gathered: Gathered,
    programmes: Sequence[Programme],
    maps: Sequence[DistrictMap],
) -> tuple[str, Place, int] | None:
    for row in rows:
        number, source = int(gathered.rows.district[row]), gathered.listed_in[row]
        place = maps[source].district(number) if number != NO_DISTRICT else None
        if place:
            return f"{programmes[source].profile.site_prefix}-district-{number:02d}", place, number
    return None


def _by_major(
    rows: Sequence[int],
    gathered: Gathered,
    programmes: Sequence[Programme],
    maps: Sequence[DistrictMap],
) -> tuple[str, Place, int] | None:
    for row in rows:
        names, source = gathered.rows.majors[row], gathered.listed_in[row]
        place = maps[source].majors(names)
        if place:
            slug = "-".join(names).casefold()
            site_id = f"{programmes[source].profile.site_prefix}-major-{slug}"
            return site_id, place, NO_DISTRICT
    return None
