# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring files into a region folder: tables, lists of coming projects."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kotipesa.lots.estimate import Estimate, estimate_programmes, read_coefficients
from kotipesa.region import merge_tables
from kotipesa.region.bring_in import Arrivals, bring_in
from kotipesa.region.formats import AS_IT_IS, Asked
from kotipesa.region.hold import held
from kotipesa.region.mapped import keep_mapping
from kotipesa.workflow.watcher import NOBODY, Watcher


def estimate_into(
    programmes: Sequence[Path],
    folder: Path,
    *,
    districts: Sequence[Path] = (),
    ground: Path | None = None,
    coefficients: Path | None = None,
    watcher: Watcher = NOBODY,
) -> Estimate:
    """Estimate the masses of lists of coming projects, and add them to a region folder."""
    watcher.stage("estimate")
    found = estimate_programmes(
        programmes,
        districts=districts,
        ground=ground,
        coefficients=read_coefficients(coefficients),
    )
    watcher.stage("write")
    with held(folder):
        merge_tables(folder, found.tables)
    return found


def import_into(files: Sequence[Path], folder: Path, asked: Asked = AS_IT_IS) -> Arrivals:
    """Add the rows of files to a region folder, all of them or none; it keeps the mapping used."""
    with held(folder):
        arrivals = bring_in(files, folder, replace(asked, into=folder))
        merge_tables(folder, arrivals.rows)
        if asked.mapping is not None:
            keep_mapping(asked.mapping, folder)
    return arrivals
