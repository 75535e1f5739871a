# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn lists of coming projects into rows of a region, and list what could not be estimated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kotipesa.arrays import Indices, Texts, texts
from kotipesa.errors import Problem, UsageError, problem, raise_errors
from kotipesa.lots.estimate.calibration import Calibration, calibrated
from kotipesa.lots.estimate.coefficients import Coefficients, default_coefficients
from kotipesa.lots.estimate.costs import category_costs
from kotipesa.lots.estimate.evidence import Investigations
from kotipesa.lots.estimate.gathering import (
    ESTIMATED,
    TOO_LITTLE_TOLD,
    Gathered,
    gather,
    refined_periods,
)
from kotipesa.lots.estimate.method import estimate, quantities
from kotipesa.lots.estimate.placing import (
    Placed,
    place_projects,
    read_ground,
    with_evidence,
)
from kotipesa.lots.estimate.region_rows import ProjectFacts, Row, lot_rows, project_rows, site_rows
from kotipesa.lots.estimate.telling import tell
from kotipesa.lots.estimate.works import Estimates, Works
from kotipesa.sources.boreholes import read_boreholes
from kotipesa.sources.programme import Programme, read_programme
from kotipesa.sources.programme.districts import read_districts


@dataclass(frozen=True, eq=False, slots=True)
class Estimate:
    """Rows for ``sites``, ``projects`` and ``lots`` of a region, and all that is to be said.

    Projects that dig, but of which the lists tell too little, have a row and no lots: they are
    known to exist, their masses are not. told_by: the list, by its profile, of each project.
    """

    tables: dict[str, list[Row]]
    problems: tuple[Problem, ...]
    told_by: dict[str, str]


def estimate_programme(
    path: Path,
    *,
    districts: Sequence[Path],
    ground: Path | None = None,
    coefficients: Coefficients | None = None,
) -> Estimate:
    """Estimate the masses of one list of coming projects; see estimate_programmes."""
    return estimate_programmes(
        [path], districts=districts, ground=ground, coefficients=coefficients
    )


def estimate_programmes(
    paths: Sequence[Path],
    *,
    districts: Sequence[Path],
    ground: Path | None = None,
    investigations: Investigations | None = None,
    coefficients: Coefficients | None = None,
    calibration: Calibration | None = None,
) -> Estimate:
    """Estimate the masses of lists of coming projects, a project in several lists once.

    districts: polygons of districts, and of major districts where the lists tell no more; ground:
    a csv of district and ground_class; investigations: holes, which tell the ground of the places
    near them that no csv tells; coefficients: other than the shipped ones; calibration: what closed
    projects taught. Rows that cannot be estimated are in ``problems``, with the reason. Raises
    UsageError without districts, and InputError for a list no profile fits and for files that
    cannot be read.
    """
    if not districts:
        raise UsageError([problem("estimate_districts_needed")])
    programmes = [read_programme(path) for path in paths]
    maps = [read_districts(districts, programme.profile.polygons) for programme in programmes]
    ground_classes = read_ground(ground) if ground else {}
    gathered = gather(programmes)
    placed = place_projects(gathered, programmes, maps, ground_classes)
    placed, hole_notes = _investigated(placed, investigations)
    given = coefficients or default_coefficients()
    costs = category_costs(gathered.rows, given)
    used = given.with_category_costs({name: cost.eur_m2 for name, cost in costs.items()})
    bases = np.flatnonzero(placed.site != "").astype(np.int32)
    listed = np.concatenate([bases, unknown_masses(gathered, placed)])
    facts = _facts(gathered, programmes, placed, listed)
    works = _works(gathered, programmes, placed, {int(base): facts[int(base)] for base in bases})
    estimates, by_closed, calibrating = _calibrated(estimate(works, used), works, calibration)
    by_id = {fact.id: fact for fact in facts.values()}
    municipality = programmes[0].profile.municipality
    return Estimate(
        tables={
            "sites": site_rows(placed.sites, municipality),
            "projects": project_rows(list(facts.values())),
            "lots": lot_rows(
                works, quantities(works, used), estimates, by_id, placed.evidence, by_closed
            ),
        },
        problems=(
            *hole_notes,
            *tell(programmes, gathered, placed, costs, estimates),
            *calibrating,
        ),
        told_by={
            fact.id: programmes[gathered.listed_in[base]].profile.id for base, fact in facts.items()
        },
    )


def _calibrated(
    estimates: Estimates, works: Works, calibration: Calibration | None
) -> tuple[Estimates, Texts, tuple[Problem, ...]]:
    """Correct estimates by closed projects; give what lots of each work say of it, and a note."""
    if calibration is None:
        return estimates, texts([""] * len(works)), ()
    changed, words = calibrated(estimates, works, calibration)
    said = problem(
        "estimate_calibrated",
        lots=len(changed),
        projects=calibration.projects,
        sha256=calibration.sha256[:8],
    )
    return changed, words, (said,)


def _investigated(
    placed: Placed, investigations: Investigations | None
) -> tuple[Placed, tuple[Problem, ...]]:
    """Read the holes and let them tell the ground; a file that cannot be read stops the work."""
    if investigations is None:
        return placed, ()
    holes, problems = read_boreholes(investigations.files)
    raise_errors(problems)
    if holes is None:
        return placed, problems
    told = with_evidence(placed, holes, investigations.looking)
    used = problem(
        "estimate_by_holes",
        holes=len(holes),
        sites=len(told.evidence),
        all_sites=len(told.sites),
        within_m=f"{investigations.looking.within_m:g}",
    )
    return told, (*problems, used)


def unknown_masses(gathered: Gathered, placed: Placed) -> Indices:
    """Find a row for each project that digs, but for lack of time, size or place is not estimated.

    Projects that another row of theirs, or the heading they are a part of, estimates are known.
    """
    without_place = (gathered.outcome == ESTIMATED) & (placed.site == "")
    without_facts = np.isin(gathered.outcome.astype(str), TOO_LITTLE_TOLD) & (gathered.base < 0)
    rows = np.flatnonzero(without_place | without_facts)
    _, first = np.unique(gathered.project[rows], return_index=True)
    return rows[np.sort(first)].astype(np.int32)


def _facts(
    gathered: Gathered, programmes: Sequence[Programme], placed: Placed, bases: Indices
) -> dict[int, ProjectFacts]:
    """Say of each base row what its project is called and who owns it."""
    rows = gathered.rows
    taken: set[str] = set()
    facts: dict[int, ProjectFacts] = {}
    for base in bases:
        profile = programmes[gathered.listed_in[base]].profile
        family = np.flatnonzero(gathered.project == gathered.project[base])
        numbers = [number for number in rows.number[[base, *family]] if number]
        own_id = f"{profile.project_prefix}-{rows.line[base]}"
        by_number = f"{profile.number_prefix}-{numbers[0]}" if numbers else own_id
        project_id = own_id if by_number in taken else by_number
        taken.add(project_id)
        keyword = profile.unstudied_keyword
        listed = ", ".join(f"{rows.file[row]}:{rows.line[row]}" for row in family)
        facts[int(base)] = ProjectFacts(
            id=project_id,
            name=str(rows.name[base]).lstrip("-\u00b4 "),
            owner=profile.owner,
            municipality=profile.municipality,
            place=placed.sites[placed.site[base]].name if placed.site[base] else "",
            phase=str(rows.phase[base]),
            is_studied=not (keyword and any(keyword in rows.keywords[row] for row in family)),
            tells_months=not rows.year_only[base],
            listed=listed,
        )
    return facts


def _works(
    gathered: Gathered,
    programmes: Sequence[Programme],
    placed: Placed,
    facts: Mapping[int, ProjectFacts],
) -> Works:
    """Repeat each project once a period of its work."""
    rows = gathered.rows
    pairs = [(base, period) for base in facts for period in refined_periods(gathered, base)]
    base = np.array([row for row, _ in pairs], dtype=np.int32)
    reliability = texts([programme.profile.reliability for programme in programmes])
    return Works(
        project=texts([facts[row].id for row, _ in pairs]),
        name=rows.name[base],
        structure_type=rows.structure_type[base],
        ground_class=placed.ground_class[base],
        category=rows.category[base],
        area_m2=rows.area_m2[base],
        length_m=rows.length_m[base],
        floor_area_m2=rows.floor_area_m2[base],
        budget_keur=rows.budget_keur[base],
        share=np.array([period.share for _, period in pairs], dtype=np.float64),
        phase=rows.phase[base],
        reliability=reliability[gathered.listed_in[base]],
        first_month=np.array([period.first for _, period in pairs], dtype=np.int32),
        last_month=np.array([period.last for _, period in pairs], dtype=np.int32),
        site=placed.site[base],
    )
