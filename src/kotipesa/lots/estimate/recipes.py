# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what one square metre of each kind of work digs and takes, layer by layer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from kotipesa.arrays import Flags, Indices, Texts, texts
from kotipesa.lots.estimate.coefficients import ANY_GROUND, Coefficients, LayerMaterial, Rate
from kotipesa.lots.estimate.intervals import Intervals, interval_columns, product

EntryT = TypeVar("EntryT", Rate, LayerMaterial)


@dataclass(frozen=True, eq=False, slots=True)
class Ingredients:
    """Materials of layers of kinds of work, one row each.

    per_m2: what one square metre digs or takes of the material, in ``unit``.
    """

    is_need: Flags
    layer: Texts
    material: Texts
    per_m2: Intervals
    unit: Texts
    accepts: Texts
    min_fitness: Texts
    rate_id: Texts


@dataclass(frozen=True, eq=False, slots=True)
class Recipes:
    """Kinds of work (structure type on ground class) with their ingredients, kind after kind.

    kind: of each work; first, count: where a kind's ingredients lie.
    """

    kind: Indices
    first: Indices
    count: Indices
    ingredients: Ingredients

    def expand(self, works: Indices) -> tuple[Indices, Indices]:
        """Repeat each of the works once for every ingredient of its kind: work and ingredient."""
        kind = self.kind[works]
        count = self.count[kind]
        work = np.repeat(works, count)
        place = np.arange(len(work)) - np.repeat(np.cumsum(count) - count, count)
        ingredient = np.repeat(self.first[kind], count) + place
        return work.astype(np.int32), ingredient.astype(np.int32)


def recipes(structure_type: Texts, ground_class: Texts, coefficients: Coefficients) -> Recipes:
    """Find the recipe of each work; its own ground class goes before ``any``."""
    pairs = list(zip(structure_type, ground_class, strict=True))
    distinct = {pair: number for number, pair in enumerate(dict.fromkeys(pairs))}
    lists = [_parts(*pair, coefficients) for pair in distinct]
    count = np.array([len(parts) for parts in lists], dtype=np.int32)
    return Recipes(
        kind=np.array([distinct[pair] for pair in pairs], dtype=np.int32),
        first=(np.cumsum(count) - count).astype(np.int32),
        count=count,
        ingredients=_ingredients([part for parts in lists for part in parts]),
    )


def _ingredients(parts: Sequence[tuple[Rate, LayerMaterial]]) -> Ingredients:
    rates = [rate for rate, _ in parts]
    materials = [material for _, material in parts]
    per_m2 = interval_columns([rate.per_m2 for rate in rates])
    share = interval_columns([material.share for material in materials])
    return Ingredients(
        is_need=np.array([rate.is_need for rate in rates], dtype=np.bool_),
        layer=texts([rate.layer for rate in rates]),
        material=texts([material.material for material in materials]),
        per_m2=product([per_m2, share]),
        unit=texts([rate.unit for rate in rates]),
        accepts=texts([material.accepts for material in materials]),
        min_fitness=texts([material.min_fitness for material in materials]),
        rate_id=texts([rate.id for rate in rates]),
    )


def _parts(
    structure_type: str, ground_class: str, coefficients: Coefficients
) -> list[tuple[Rate, LayerMaterial]]:
    rates = [rate for rate in coefficients.rates if rate.structure_type == structure_type]
    parts: list[tuple[Rate, LayerMaterial]] = []
    for layer in dict.fromkeys(rate.layer for rate in rates):
        rate = _nearest([r for r in rates if r.layer == layer], ground_class)[0]
        materials = [m for m in coefficients.layers if m.layer == layer]
        parts += [(rate, material) for material in _nearest(materials, ground_class)]
    return parts


def _nearest(found: Sequence[EntryT], ground_class: str) -> list[EntryT]:
    own = [entry for entry in found if entry.ground_class == ground_class]
    return own or [entry for entry in found if entry.ground_class == ANY_GROUND]
