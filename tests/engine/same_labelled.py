# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let other sources tell the imaginary region's projects again, and know which is which.

Every fourth project is told a second time, as one of VARIANTS; beside them stand projects that
only look the same, of TRAPS. The pairs of the first are the truth, those of the others are not.
"""

from typing import Any, NamedTuple

import numpy as np

from kotipesa.periods import month_number, month_text
from kotipesa.region import Region
from kotipesa.testing import Draft, region_tables

VARIANTS = (
    "excel",
    "inflected",
    "abbreviated",
    "shifted",
    "moved 200 m",
    "without lots",
    "swedish words",
)
TRAPS = ("other municipality", "phase II", "other work there", "next street")
_GENITIVE = {
    "harju": "harjun",
    "kangas": "kankaan",
    "kenttä": "kentän",
    "korpi": "korven",
    "laakso": "laakson",
    "mäki": "mäen",
    "niitty": "niityn",
    "pelto": "pellon",
    "ranta": "rannan",
    "rinne": "rinteen",
}
_SHORT = {
    "katu ja kunnallistekniikka": "k. perusk.",
    "puisto": "p.",
    "vesihuoltolinja": "vesijohto",
    "koulukeskus": "koulu",
}


class Labelled(NamedTuple):
    """A region, the pairs that are one project by variant, and those that only look so by trap."""

    region: Region
    same: dict[str, set[frozenset[str]]]
    traps: dict[str, set[frozenset[str]]]


def labelled(seed: int = 7, every: int = 4) -> Labelled:
    """Tell every so many-th project again; the same seed gives the same region."""
    draft, rng = region_tables(), np.random.default_rng(seed)
    same: dict[str, set[frozenset[str]]] = {variant: set() for variant in VARIANTS}
    traps: dict[str, set[frozenset[str]]] = {trap: set() for trap in TRAPS}
    told = [row for row in draft.tables["projects"] if not row["alternative_of"]][::every]
    for place, project in enumerate(told):
        variant, trap = VARIANTS[place % len(VARIANTS)], TRAPS[place % len(TRAPS)]
        same[variant].add(_again(draft, rng, project, f"S{place}", variant))
        traps[trap].add(_trap(draft, rng, project, f"T{place}", trap))
    return Labelled(draft.region(), same, traps)


def _again(
    draft: Draft, rng: Any, project: dict[str, str], new: str, variant: str
) -> frozenset[str]:
    """Tell a project once more, with amounts that differ by up to a fifth."""
    lots = [] if variant == "without lots" else _lots_of(draft, project["id"])
    months = int(rng.integers(-4, 5)) if variant == "shifted" else 0
    metres = 200.0 if variant == "moved 200 m" else float(rng.uniform(0, 60))
    _copy_lots(draft, rng, lots, new, months=months, metres=metres)
    row = {"id": new, "name": _renamed(project["name"], variant), "phase": project["phase"]}
    row["owner"] = "Uusi Urakoitsija Oy" if variant == "excel" else project["owner"]
    row["municipality"] = "" if variant == "excel" else project["municipality"]
    draft.tables["projects"].append(row)
    return frozenset((new, project["id"]))


def _trap(draft: Draft, rng: Any, project: dict[str, str], new: str, trap: str) -> frozenset[str]:
    """Put something beside a project that a hasty reader takes for it."""
    head, _, built = project["name"].partition(", ")
    lots = _lots_of(draft, project["id"])
    metres = 90_000.0 if trap == "other municipality" else 30.0
    later = int(rng.integers(6, 14))
    _copy_lots(draft, rng, lots, new, months=later, metres=metres, share=rng.uniform(0.2, 0.6))
    names = {
        "other municipality": project["name"],
        "phase II": f"{project['name']} II vaihe",
        "other work there": f"{head}, {'kallioleikkaus' if 'puisto' in built else 'puisto'}",
        "next street": f"{head[:-2]}ikko, {built}",
    }
    town = "186" if project["municipality"] != "186" else "106"
    own_town = project["municipality"]
    if trap == "phase II":
        project["name"] = f"{project['name']} I vaihe"
    row = {"id": new, "name": names[trap], "owner": project["owner"], "phase": project["phase"]}
    row["municipality"] = town if trap == "other municipality" else own_town
    draft.tables["projects"].append(row)
    return frozenset((new, project["id"]))


def _lots_of(draft: Draft, project: str) -> list[dict[str, str]]:
    return [row for row in draft.tables["lots"] if row["project"] == project]


def _copy_lots(
    draft: Draft,
    rng: Any,
    lots: list[dict[str, str]],
    new: str,
    *,
    months: int,
    metres: float,
    share: float = 1.0,
) -> None:
    """Tell lots again for another project: amounts, months and places a little different."""
    sites = {row["id"]: row for row in draft.tables["sites"]}
    for number, old in enumerate(lots):
        site = sites[old["site"]]
        own = {"id": f"{new}-{number}", "x": f"{float(site['x']) + metres:.0f}"}
        amount = float(old["amount"]) * share * float(rng.uniform(0.85, 1.2))
        changed = {"id": f"{new}-{number}", "project": new, "site": own["id"]}
        changed |= {"amount": f"{amount:.4g}", "amount_low": "", "amount_high": ""}
        changed |= {key: _later(old[key], months) for key in ("from", "to")}
        changed |= {"municipality": "", "realised_from": "", "realised_to": ""}
        draft.tables["sites"].append(site | own | {"municipality": ""})
        draft.tables["lots"].append(old | changed)


def _later(month: str, months: int) -> str:
    return month_text((month_number(month) or 0) + months)


def _renamed(name: str, variant: str) -> str:
    """Write a name as other sources do."""
    head, _, built = name.partition(", ")
    if variant == "inflected":
        return f"{_inflected(head)} {built}"
    if variant == "abbreviated":
        return f"{_inflected(head)} {_SHORT.get(built, built)}"
    if variant == "swedish words":
        return f"{head}, utbyggnad"
    return f"Urakka: {head.upper()} - {built}" if variant == "excel" else name


def _inflected(head: str) -> str:
    for ending, genitive in _GENITIVE.items():
        if head.endswith(ending):
            return head.removesuffix(ending) + genitive
    return f"{head}n"
