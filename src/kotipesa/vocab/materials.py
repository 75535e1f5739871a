# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know what a material is: its group, its density and how it swells and shrinks."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Numbers, Texts, Tuples, texts, tuples
from kotipesa.vocab.codes import codes
from kotipesa.vocab.tables import number, rows


@dataclass(frozen=True, eq=False, slots=True)
class Materials:
    """Materials in columns, one row a material; a row's place is the number lots refer to.

    code, group: the ids of the vocabulary or of the region's own ``materials.csv``.
    t_per_m3ktr: tonnes in one bank cubic metre; nan where nobody knows.
    itd_per_ktr, rtr_per_ktr: loose and compacted cubic metres one bank cubic metre makes; nan
    where nobody knows.
    replaces: for each material the codes (texts) of those it may stand for in a need.
    source: where the figures come from; verified: whether a Finnish source gave them.
    """

    code: Texts
    group: Texts
    t_per_m3ktr: Numbers
    itd_per_ktr: Numbers
    rtr_per_ktr: Numbers
    replaces: Tuples
    source: Texts
    verified: Flags

    def index(self) -> dict[str, int]:
        """Map each code to its row."""
        return {code: row for row, code in enumerate(self.code)}


def default_materials() -> Materials:
    """Read the vocabulary's materials, in the order of their code list."""
    table = rows("materials")
    group = {entry.code: entry.parent for entry in codes("material")}
    return Materials(
        code=texts([row["code"] for row in table]),
        group=texts([group[row["code"]] for row in table]),
        t_per_m3ktr=np.array([number(row["t_per_m3ktr"]) for row in table]),
        itd_per_ktr=np.array([number(row["itd_per_ktr"]) for row in table]),
        rtr_per_ktr=np.array([number(row["rtr_per_ktr"]) for row in table]),
        replaces=tuples([tuple(filter(None, row["replaces"].split("|"))) for row in table]),
        source=texts([row["source"] for row in table]),
        verified=np.array([row["verified"] == "yes" for row in table]),
    )
