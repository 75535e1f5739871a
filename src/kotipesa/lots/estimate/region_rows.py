# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write estimates as rows of a region's tables: sites, projects, lots."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from kotipesa.arrays import Texts
from kotipesa.geo import ETRS_TM35FIN
from kotipesa.lots.estimate.evidence import Evidence
from kotipesa.lots.estimate.works import Estimates, Quantities, Works
from kotipesa.periods import month_text
from kotipesa.sources.programme.districts import Place

Row: TypeAlias = dict[str, object]


class ProjectFacts(NamedTuple):
    """What a project's rows need beyond its works.

    is_studied: nothing says that its soil may be contaminated; tells_months: its list tells months,
    not years only; listed: the rows it stands in.
    """

    id: str
    name: str
    owner: str
    municipality: str
    place: str
    phase: str
    is_studied: bool
    tells_months: bool
    listed: str


def site_rows(sites: Mapping[str, Place], municipality: str) -> list[Row]:
    """Write the points that projects share, one a district or group of major districts."""
    return [
        {
            "id": site_id,
            "x": round(place.x_m),
            "y": round(place.y_m),
            "crs": ETRS_TM35FIN,
            "name": place.name,
            "municipality": municipality,
            "type": "suunnittelualue",
        }
        for site_id, place in sites.items()
    ]


def project_rows(projects: Sequence[ProjectFacts]) -> list[Row]:
    """Write the projects."""
    return [
        {
            "id": project.id,
            "name": project.name,
            "owner": project.owner,
            "municipality": project.municipality,
            "project_area": project.place,
            "phase": project.phase,
        }
        for project in projects
    ]


def lot_rows(
    works: Works,
    built: Quantities,
    estimates: Estimates,
    projects: Mapping[str, ProjectFacts],
    evidence: Mapping[str, Evidence],
    by_closed: Texts,
) -> list[Row]:
    """Write the lots: amounts to three digits, ids numbered within a project, a note on the basis.

    evidence: of holes, by the sites whose ground they tell; by_closed: of each work, what its lots
    are to say of the closed projects they are calibrated by.

    What is dug where soil may be contaminated and nobody has studied it is of contamination
    ``unknown``; elsewhere it is taken as clean.
    """
    counts: dict[str, int] = {}
    rows = []
    for row, work in enumerate(estimates.work):
        project = projects[works.project[work]]
        counts[project.id] = counts.get(project.id, 0) + 1
        is_need = bool(estimates.is_need[row])
        rows.append(
            {
                "id": f"{project.id}-{counts[project.id]:02d}",
                "direction": "need" if is_need else "have",
                "material": estimates.material[row],
                "amount": _three_digits(estimates.amount[row]),
                "amount_low": _three_digits(estimates.amount_low[row]),
                "amount_high": _three_digits(estimates.amount_high[row]),
                "unit": estimates.unit[row],
                "site": works.site[work],
                "from": month_text(int(works.first_month[work])),
                "to": month_text(int(works.last_month[work])),
                "owner": project.owner,
                "municipality": project.municipality,
                "project": project.id,
                "contamination": "clean" if is_need or project.is_studied else "unknown",
                "reliability": works.reliability[work],
                "phase": works.phase[work],
                "sensitivity": "public",
                "kind": "soil",
                "accepts": estimates.accepts[row],
                "min_fitness": estimates.min_fitness[row],
                "name": project.name,
                "note": _note(works, built, int(work), estimates.rate_id[row], project)
                + _seen(evidence.get(works.site[work]))
                + by_closed[work],
            }
        )
    return rows


def _note(works: Works, built: Quantities, work: int, rate_id: str, project: ProjectFacts) -> str:
    area = _three_digits(built.area_m2.mid[work])
    is_year = works.last_month[work] - works.first_month[work] == 11
    return (
        f"estimate: {works.structure_type[work]} on ground {works.ground_class[work]}; "
        f"{area:g} m2 by {built.basis[work]}; share {works.share[work]:.2f}; "
        f"{'' if project.tells_months or not is_year else 'months not told; '}"
        f"{rate_id}; {project.listed}"
    )


def _seen(evidence: Evidence | None) -> str:
    """Say which holes told the ground, and how far from the site's point they may lie."""
    if evidence is None:
        return ""
    return (
        f"; ground told by {evidence.holes} holes within {evidence.looking.within_m:g} m of the "
        f"site's point: {evidence.basis}, median soft soil {evidence.soft_m.mid:.1f} m"
    )


def _three_digits(value: float) -> float:
    return float(f"{value:.3g}")
