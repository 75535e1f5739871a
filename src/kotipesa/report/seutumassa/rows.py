# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make SeutuMASSA's rows of a region's lots; those it cannot hold are left out and listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Small, Texts, texts
from kotipesa.periods import month_text
from kotipesa.region import Region
from kotipesa.report.seutumassa.amounts import Amounts, seutumassa_amounts
from kotipesa.report.seutumassa.losses import Loss, losses_where
from kotipesa.report.seutumassa.places import site_geojson
from kotipesa.sources.distinct import by_distinct
from kotipesa.sources.seutumassa import MUNICIPALITIES, NO_GROUP
from kotipesa.sources.seutumassa import columns as column
from kotipesa.sources.seutumassa.meaning import municipality_of, own_group
from kotipesa.vocab import CONTAMINATION, FITNESS, codes

_NOBODY = "-"
_UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False, slots=True)
class Written:
    """The rows to write.

    lots: of each row, the row of the lot; is_converted: its amount is in another unit than the
    lot's; is_rounded: it is not, and lost its decimals; columns: by SeutuMASSA's names, those of
    people left out.
    """

    lots: Indices
    is_converted: Flags
    is_rounded: Flags
    columns: Mapping[str, Texts]


def seutumassa_rows(region: Region) -> tuple[Written, list[Loss]]:
    """Give a row to every lot SeutuMASSA can hold, and list the others by what is against them."""
    amounts = seutumassa_amounts(region)
    reasons = _left_out(region, amounts)
    rows = np.flatnonzero(reasons == "").astype(np.int32)
    left_out = [
        loss
        for code in sorted(set(reasons) - {""})
        for loss in losses_where(code, "lots", "id", region.lots.id, reasons == code)
    ]
    written = Written(
        lots=rows,
        is_converted=amounts.is_converted[rows],
        is_rounded=(~amounts.is_converted & (amounts.whole != amounts.exact))[rows],
        columns=_columns(region, rows, amounts),
    )
    return written, left_out


def _left_out(region: Region, amounts: Amounts) -> Texts:
    """Say of each lot by a code why SeutuMASSA cannot hold it, '' when it can."""
    lots = region.lots
    municipality = by_distinct(lots.municipality, municipality_of, object)
    reasons = texts([""] * len(lots))
    for code, holds in (
        ("seutumassa_no_soil", (lots.kind != "soil") | (lots.unit == "pcs")),
        ("seutumassa_municipality", ~np.isin(municipality.astype(str), MUNICIPALITIES)),
        ("seutumassa_no_factor", np.isnan(amounts.exact)),
        ("seutumassa_too_little", amounts.whole < 1),
    ):
        reasons[(reasons == "") & holds] = code
    return reasons


def _columns(region: Region, rows: Indices, amounts: Amounts) -> dict[str, Texts]:
    lots, sites = region.lots, region.sites
    site = lots.site[rows]
    municipality = by_distinct(lots.municipality[rows], municipality_of, object)
    project_area = np.append(region.projects.project_area, "")[lots.project[rows]]
    fitness = _named(lots.fitness[rows], FITNESS)
    contamination = _named(lots.contamination[rows], CONTAMINATION)
    direction = np.where(lots.is_need[rows], "need", "have")
    return {
        column.SITE: sites.id[site],
        column.SITE_NAME: sites.name[site],
        column.KIND: _stored("material", region.materials.code[lots.material[rows]]),
        column.GROUP: _groups(region, rows),
        column.FITNESS: _stored("fitness", fitness),
        column.CONTAMINATION: _stored("contamination", contamination),
        column.SITE_TYPE: _stored("site_type", sites.type[site]),
        column.STATE: _stored("direction", direction),
        column.FROM: by_distinct(lots.first_month[rows].tolist(), month_text, object),
        column.TO: by_distinct(lots.last_month[rows].tolist(), month_text, object),
        column.AMOUNT: texts([str(int(amount)) for amount in amounts.whole[rows]]),
        column.UNIT: amounts.unit[rows],
        column.ORGANISATION: np.where(lots.owner[rows] == _NOBODY, "", lots.owner[rows]),
        column.MUNICIPALITY: _as_first_of_site(municipality, site),
        column.PROJECT_AREA: _as_first_of_site(project_area, site),
        column.GEOJSON: site_geojson(sites)[site],
    }


def _groups(region: Region, rows: Indices) -> Texts:
    """Give the group told apart from the kind, else the kind's own."""
    materials, material = region.materials, region.lots.material[rows]
    told = region.lots.material_group[rows]
    of_kind = by_distinct(materials.code[material], own_group, object)
    in_region = _stored("material_group", materials.group[material])
    is_known = np.isin(materials.code[material].astype(str), [c.code for c in codes("material")])
    own = np.where(is_known, of_kind, in_region)
    return np.where(told == NO_GROUP, "", np.where(told == "", own, told))


def _stored(list_name: str, column: Texts) -> Texts:
    """Give what SeutuMASSA stores for codes, '' for those it does not know."""
    stored = {entry.code: entry.seutumassa_id for entry in codes(list_name)}
    return by_distinct(column, lambda code: stored.get(code, ""), object)


def _named(places: Small, order: Sequence[str]) -> Texts:
    """Name places in an order of classes; one behind the last is unknown."""
    return texts([*order, _UNKNOWN])[places]


def _as_first_of_site(values: Texts, site: Indices) -> Texts:
    """Give every row what the first row of its site says: SeutuMASSA tells it once a site."""
    _, first, place = np.unique(site, return_index=True, return_inverse=True)
    return values[first[place]]
