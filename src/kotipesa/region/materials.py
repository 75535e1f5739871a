# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Join a region's own materials with those of the vocabulary."""

from dataclasses import replace

import numpy as np

from kotipesa.arrays import stack, texts, tuples
from kotipesa.region.references import Known, known_ids, refuse_duplicates, resolve_lists
from kotipesa.sources import Batch, coded
from kotipesa.vocab import Materials, default_materials, find_code

FIGURES = ("t_per_m3ktr", "itd_per_ktr", "rtr_per_ktr")


def read_materials(batch: Batch) -> tuple[Materials, Known]:
    """Give the vocabulary's materials, changed and added to by the good rows of ``materials.csv``.

    An empty cell keeps the vocabulary's value; new codes come after it, in alphabetical order.
    Figures of a region's own count as verified when their source is named.
    """
    vocabulary = default_materials()
    _respell_codes(batch, vocabulary)
    refuse_duplicates(batch, ["code"])
    _check_replaces(batch, vocabulary)
    new = sorted(set(batch.good("code")) - set(vocabulary.code))
    materials = stack([vocabulary, _blank(new)]) if new else vocabulary
    materials = _with_own_values(materials, batch)
    return materials, Known(
        table="materials",
        rows=materials.index(),
        broken=known_ids(batch, "code").broken - set(vocabulary.code),
        respell=lambda text: find_code("material", text),
    )


def _respell_codes(batch: Batch, vocabulary: Materials) -> None:
    """Write the vocabulary's codes as it does; only case and spaces are forgiven.

    Its other spellings are free to be a region's own codes.
    """
    spelled = {"".join(code.casefold().split()): code for code in vocabulary.code}
    batch.values["code"] = batch.values["code"].each(
        lambda code: spelled.get("".join(code.casefold().split()), code)
    )


def _check_replaces(batch: Batch, vocabulary: Materials) -> None:
    codes = dict.fromkeys([*vocabulary.code, *batch["code"]])
    known = Known(
        table="materials",
        rows={code: row for row, code in enumerate(codes)},
        respell=lambda text: find_code("material", text),
    )
    names = list(codes)
    rows = resolve_lists(batch, "replaces", known)
    batch.values["replaces"] = coded(rows).each(
        lambda cell: tuple(names[row] for row in cell if row >= 0)
    )


def _blank(codes: list[str]) -> Materials:
    count = len(codes)
    unknown = np.full(count, np.nan)
    return Materials(
        code=texts(codes),
        group=texts([""] * count),
        t_per_m3ktr=unknown,
        itd_per_ktr=unknown.copy(),
        rtr_per_ktr=unknown.copy(),
        replaces=tuples([()] * count),
        source=texts([""] * count),
        verified=np.zeros(count, dtype=np.bool_),
    )


def _with_own_values(materials: Materials, batch: Batch) -> Materials:
    index = materials.index()
    rows = np.array([index[code] for code in batch.good("code")], dtype=np.int32)
    changed = {}
    for column in (*FIGURES, "group", "replaces", "source"):
        given = batch.is_given[column][batch.is_good]
        changed[column] = getattr(materials, column).copy()
        changed[column][rows[given]] = batch.good(column)[given]
    has_figures = np.any([batch.is_given[column] for column in FIGURES], axis=0)[batch.is_good]
    verified = materials.verified.copy()
    verified[rows[has_figures]] = batch.is_given["source"][batch.is_good][has_figures]
    changed["source"][rows[has_figures]] = batch.good("source")[has_figures]
    return replace(materials, verified=verified, **changed)
