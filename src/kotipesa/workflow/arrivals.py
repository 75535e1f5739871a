# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring files into a region folder: all of their rows, or none."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kotipesa.region import merge_tables
from kotipesa.region.arriving.bring_in import Arrivals, bring_in
from kotipesa.region.arriving.formats import AS_IT_IS, Asked
from kotipesa.region.arriving.mapped import keep_mapping
from kotipesa.region.folder.hold import held


def import_into(files: Sequence[Path], folder: Path, asked: Asked = AS_IT_IS) -> Arrivals:
    """Add the rows of files to a region folder, all of them or none; it keeps the mapping used."""
    with held(folder):
        arrivals = bring_in(files, folder, replace(asked, into=folder))
        merge_tables(folder, arrivals.rows, arrivals.settings)
        if asked.mapping is not None:
            keep_mapping(asked.mapping, folder)
    return arrivals
