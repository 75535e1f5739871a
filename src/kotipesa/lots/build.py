# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Build lots from a batch: check what columns say about each other, turn amounts into tonnes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Indices, Masks, Numbers, Small, Texts, Tuples, take
from kotipesa.lots.table import Lots
from kotipesa.sources import Batch
from kotipesa.units import to_tonnes
from kotipesa.vocab import CONTAMINATION, FITNESS, SULPHIDE, UNKNOWN_FITNESS, Materials

FACTORS_OF_UNIT = {
    "m3ktr": ("t_per_m3ktr",),
    "m3itd": ("t_per_m3ktr", "itd_per_ktr"),
    "m3rtr": ("t_per_m3ktr", "rtr_per_ktr"),
}


@dataclass(frozen=True, eq=False, slots=True)
class LotReferences:
    """Columns of a batch of lots that point at other tables, as rows of these; -1 for none.

    municipality: the lot's own, else its site's.
    """

    material: Indices
    site: Indices
    project: Indices
    accepts: Tuples
    municipality: Texts


def check_lots(batch: Batch, materials: Materials, material: Indices) -> None:
    """Refuse windows that run backwards, upside-down estimates and volumes without a density."""
    check_months(batch, "from", "to")
    check_months(batch, "realised_from", "realised_to")
    too_low = batch["amount_low"] > batch["amount"]
    too_high = batch["amount_high"] < batch["amount"]
    batch.refuse_where(too_low, "estimate_upside_down", "amount_low")
    batch.refuse_where(too_high, "estimate_upside_down", "amount_high")
    is_soil = (batch["kind"] == "soil") & (material >= 0)
    for unit, factors in FACTORS_OF_UNIT.items():
        for factor in factors:
            rows = np.flatnonzero(is_soil & (batch["unit"] == unit))
            lacking = rows[np.isnan(getattr(materials, factor)[material[rows]])]
            for row in lacking:
                code = materials.code[material[row]]
                batch.refuse(int(row), "missing_density", "material", material=code, factor=factor)


def check_months(batch: Batch, first: str, last: str) -> None:
    """Refuse rows whose first month is after their last."""
    is_known = (batch[first] >= 0) & (batch[last] >= 0)
    batch.refuse_where(is_known & (batch[first] > batch[last]), "month_backwards", first, last=last)


def build_lots(batch: Batch, refers: LotReferences, materials: Materials) -> Lots:
    """Give the good rows of a batch as lots; the references are columns as long as the batch."""
    refers = take(refers, batch.is_good)
    amount_t, low_t, high_t = (
        _tonnes(batch, column, refers.material, materials)
        for column in ("amount", "amount_low", "amount_high")
    )
    return Lots(
        id=batch.good("id"),
        is_need=batch.good("direction") == "need",
        material=refers.material,
        material_group=batch.good("material_group"),
        amount=batch.good("amount"),
        unit=batch.good("unit"),
        amount_t=amount_t,
        amount_low_t=low_t,
        amount_high_t=high_t,
        site=refers.site,
        first_month=batch.good("from"),
        last_month=batch.good("to"),
        realised_first=batch.good("realised_from"),
        realised_last=batch.good("realised_to"),
        owner=batch.good("owner"),
        municipality=refers.municipality,
        project=refers.project,
        fitness=_fitness(batch, "fitness"),
        contamination=_places(batch, "contamination", CONTAMINATION),
        sulphide=_places(batch, "sulphide", SULPHIDE),
        invasive=batch.good("invasive"),
        accepts=refers.accepts,
        min_fitness=_fitness(batch, "min_fitness"),
        accepts_contamination=contamination_mask(batch, "accepts_contamination"),
        accepts_sulphide=batch.good("accepts_sulphide"),
        reliability=batch.good("reliability"),
        phase=batch.good("phase"),
        level_m=batch.good("level_m"),
        reserved=batch.good("reserved"),
        sensitivity=batch.good("sensitivity"),
        kind=batch.good("kind"),
        name=batch.good("name"),
        note=batch.good("note"),
    )


def contamination_mask(batch: Batch, column: str) -> Masks:
    """Turn the good rows' sets of contamination classes into bit masks over CONTAMINATION."""

    def mask(names: Iterable[str]) -> int:
        return sum(1 << CONTAMINATION.index(name) for name in names)

    return batch.good_each(column, mask, np.uint8)


def _tonnes(batch: Batch, column: str, material: Indices, materials: Materials) -> Numbers:
    return to_tonnes(
        batch.good(column),
        batch.good("unit"),
        materials.t_per_m3ktr[material],
        materials.itd_per_ktr[material],
        materials.rtr_per_ktr[material],
    )


def _fitness(batch: Batch, column: str) -> Small:
    """Turn classes into their places; 'unknown' and no class at all are behind the worst."""
    return _places(batch, column, FITNESS, missing=UNKNOWN_FITNESS)


def _places(batch: Batch, column: str, order: Sequence[str], missing: int = -1) -> Small:
    place = {name: row for row, name in enumerate(order)}
    return batch.good_each(column, lambda name: place.get(name, missing), np.int8)
