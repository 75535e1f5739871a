# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invent closed projects of a world whose truth is known, and write them as tables."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from kotipesa.arrays import texts
from kotipesa.lots.estimate.calibration import Closed

DESIGN, BUILDING = "katu- ja puistosuunnittelu", "rakennussuunnittelu"
WORLD = {
    ("street_new", BUILDING): 0.3,
    ("park", BUILDING): -0.2,
    ("street_new", DESIGN): 0.5,
    ("square", DESIGN): 0.1,
}
"""Kinds of work, and the bias of their forecasts in logarithms."""


def closed_projects(rng, count, biases=WORLD, *, spread=0.4, heavy=False, rows=1):
    """Draw closed projects: log-normal errors, or those of Student's t; rows to a project."""
    kinds = list(biases)
    kind = np.repeat(rng.integers(0, len(kinds), count), rows)
    size = count * rows
    error = rng.standard_t(3, size) if heavy else rng.normal(0, 1, size)
    if rows > 1:  # rows of one project err together
        error = (error + 2 * np.repeat(rng.normal(0, 1, count), rows)) / np.sqrt(5)
    bias = np.array([biases[kinds[k]] for k in kind])
    forecast = np.exp(rng.normal(7, 1, size))
    first = rng.integers(24_000, 24_060, size).astype(float)
    return Closed(
        project=texts([f"p{number:04d}" for number in np.repeat(np.arange(count), rows)]),
        owner=texts(["-"] * size),
        structure_type=texts([kinds[k][0] for k in kind]),
        phase=texts([kinds[k][1] for k in kind]),
        reliability=texts(["B"] * size),
        forecast=forecast,
        low=forecast * 0.8,
        high=forecast * 1.25,
        realised=forecast * np.exp(bias + spread * error),
        first=first,
        last=first + 3,
        realised_first=first + rng.integers(0, 7, size),
        realised_last=first + 3 + rng.integers(0, 9, size),
    )


def changed(closed, **columns):
    """Give the same projects with other columns."""
    return replace(closed, **columns)


def write_closed(folder: Path, *rows: str, name: str = "closed.csv", header: str = "") -> Path:
    """Write a table of closed projects; the header is short unless told."""
    path = folder / name
    head = header or "project,structure_type,phase,amount,unit,realised_amount"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path
