# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hand the rows of a region to the engine; ask it what a lot weighs, and for early estimates."""

import io
import math
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

import kotipesa
from kotipesa.arrays import Numbers, texts
from kotipesa.lots.estimate import Works, default_coefficients, quantities
from kotipesa.lots.estimate import estimate as estimated
from kotipesa.lots.estimate.coefficients import GROUND_CLASSES, NEVER_ESTIMATED, coefficient_rows
from kotipesa.region import from_rows
from kotipesa.region.folder.toml_text import toml_text
from kotipesa_web.core.packing import pack
from kotipesa_web.lots.early import Asked, EarlyEstimate, EstimatedLot
from kotipesa_web.lots.snapshot import LIVE, region_texts
from kotipesa_web.places.engine import Tables
from kotipesa_web.places.models import Region

__all__ = [
    "GROUND_CLASSES",
    "Snapshot",
    "early_estimate",
    "read_snapshot",
    "snapshot",
    "structures",
    "unpack",
    "weigh",
]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A region folder as bytes: a zip whose bytes follow from the rows alone, and their sum."""

    content: bytes
    sha256: str


def snapshot(region: Region, states: Sequence[str] = LIVE) -> Snapshot:
    """Take the whole region at one moment, the settings of its plans included.

    states: those of the lots that are taken.
    """
    files = {f"{name}.csv": text for name, text in region_texts(region, states).items()}
    files["settings.toml"] = toml_text(region.settings)
    content = pack(files)
    return Snapshot(content, sha256(content).hexdigest())


def unpack(content: bytes, folder: Path) -> None:
    """Write a snapshot as a region folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            (folder / name).write_bytes(archive.read(name))


def read_snapshot(content: bytes) -> kotipesa.Region:
    """Read a snapshot as the engine's region; raises InputError with what is wrong in it."""
    with tempfile.TemporaryDirectory() as folder:
        unpack(content, Path(folder))
        return kotipesa.read(folder)


def weigh(tables: Tables) -> list[dict[str, float | None]]:
    """Weigh lots given as rows of a region's tables: tonnes with low and high, in their order.

    None where a unit has no weight (pieces) or a limit is not told. Raises InputError with
    everything the engine finds wrong in the rows.
    """
    lots = from_rows(tables).lots
    columns = (lots.amount_t, lots.amount_low_t, lots.amount_high_t)
    return [
        dict(zip(("tonnes", "tonnes_low", "tonnes_high"), map(_known, row), strict=True))
        for row in zip(*(column.tolist() for column in columns), strict=True)
    ]


def structures(language: str) -> list[tuple[str, str]]:
    """List what can be estimated, by code and words in a language."""
    known = default_coefficients().structures
    return [(c, one.label[language]) for c, one in known.items() if c not in NEVER_ESTIMATED]


def early_estimate(asked: Asked, language: str) -> EarlyEstimate:
    """Estimate the masses of one project before anybody has measured them.

    Raises InputError for a code without coefficients.
    """
    coefficients, works = default_coefficients(), _works(asked)
    built, found = quantities(works, coefficients), estimated(works, coefficients)
    area = built.area_m2
    rates = {row["id"]: row for row in coefficient_rows("coefficients")}
    lots = tuple(
        _estimated_lot(row, rates[str(row[0])], language)
        for row in zip(
            *(found.rate_id, found.material, found.is_need),
            *(found.amount, found.amount_low, found.amount_high),
            *(found.unit, found.accepts, found.min_fitness),
            strict=True,
        )
    )
    mid = float(area.mid[0])
    low, high = mid * float(np.exp(-area.log_low[0])), mid * float(np.exp(area.log_high[0]))
    return EarlyEstimate(str(built.basis[0]), mid, low, high, lots)


def _works(asked: Asked) -> Works:
    def size(told: float | None) -> Numbers:
        return np.array([np.nan if told is None else told], dtype=np.float64)

    month = np.zeros(1, dtype=np.int32)
    return Works(
        project=texts(["-"]),
        name=texts(["-"]),
        structure_type=texts([asked.structure_type]),
        ground_class=texts([asked.ground_class]),
        category=texts([""]),
        area_m2=size(asked.area_m2),
        length_m=size(asked.length_m),
        floor_area_m2=size(asked.floor_area_m2),
        budget_keur=size(asked.budget_keur),
        share=np.ones(1),
        phase=texts([asked.phase]),
        reliability=texts([asked.reliability]),
        first_month=month,
        last_month=month,
        site=texts(["-"]),
    )


def _estimated_lot(row: tuple[object, ...], rate: Mapping[str, str], language: str) -> EstimatedLot:
    rate_id, material, is_need, amount, low, high, unit, accepts, min_fitness = row
    per_m2 = f"{rate['low']}, {rate['mid']}, {rate['high']} {rate['unit']}"
    return EstimatedLot(
        key=f"{rate_id}|{material}",
        direction="need" if is_need else "have",
        material=str(material),
        amount=_three_digits(amount),
        amount_low=_three_digits(low),
        amount_high=_three_digits(high),
        unit=str(unit),
        accepts=tuple(code for code in str(accepts).split("|") if code),
        min_fitness=str(min_fitness),
        rate=rate[language],
        per_m2=per_m2,
        source=rate["source"],
        is_verified=rate["verified"] == "yes",
    )


def _three_digits(value: object) -> float:
    return float(f"{value:.3g}")


def _known(amount_t: float) -> float | None:
    return None if math.isnan(amount_t) else amount_t
