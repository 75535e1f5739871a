# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know the figures of the field: value, interval, unit, source, year, and whether to trust them."""

from dataclasses import dataclass
from functools import cache

from kotipesa.vocab.tables import rows


@dataclass(frozen=True, slots=True)
class Factor:
    """One figure.

    low, high: the interval it is believed in; verified: a source that fits the region says so, or
    it follows from such a source by the arithmetic told in the note; False for a placeholder, a
    foreign figure or a judgement.
    """

    id: str
    fi: str
    sv: str
    en: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    year: int
    verified: bool
    note: str


@dataclass(frozen=True, slots=True)
class MissingFactor:
    """A figure no public source gives: the user must bring it, with its source."""

    id: str
    fi: str
    sv: str
    en: str
    unit: str
    why: str


@cache
def factors() -> dict[str, Factor]:
    """Give all figures by id, in the order of the table."""
    return {
        row["id"]: Factor(
            id=row["id"],
            fi=row["fi"],
            sv=row["sv"],
            en=row["en"],
            value=float(row["value"]),
            low=float(row["low"]),
            high=float(row["high"]),
            unit=row["unit"],
            source=row["source"],
            year=int(row["year"]),
            verified=row["verified"] == "yes",
            note=row["note"],
        )
        for row in rows("factors")
    }


def factor(factor_id: str) -> Factor:
    """Give one figure; raises KeyError for an id the table lacks."""
    return factors()[factor_id]


def unverified(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Pick those that nobody has verified, each once, in the order given."""
    return tuple(i for i in dict.fromkeys(ids) if not factor(i).verified)


def missing_factors() -> tuple[MissingFactor, ...]:
    """List the figures that were looked for and not found in public sources."""
    return tuple(MissingFactor(**row) for row in rows("missing"))
