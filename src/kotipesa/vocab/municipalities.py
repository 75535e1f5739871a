# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know the municipalities: official code, names in their languages, a place on land."""

from dataclasses import dataclass
from functools import cache

from kotipesa.vocab.codes import plain
from kotipesa.vocab.tables import rows


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality; x_m, y_m: a real road junction in its midst, in EPSG:3067."""

    code: str
    fi: str
    sv: str
    en: str
    x_m: float
    y_m: float
    region: str
    source: str


@cache
def municipalities() -> tuple[Municipality, ...]:
    """Give all municipalities by code."""
    return tuple(
        Municipality(
            code=row["code"],
            fi=row["fi"],
            sv=row["sv"],
            en=row["en"],
            x_m=float(row["x_m"]),
            y_m=float(row["y_m"]),
            region=row["region"],
            source=row["source"],
        )
        for row in rows("municipalities")
    )


def find_municipality(text: str) -> Municipality | None:
    """Find a municipality by its code, with or without leading zeros, or a name in any language."""
    wanted = plain(text)
    return _names().get(wanted.zfill(3) if wanted.isdigit() else wanted)


@cache
def _names() -> dict[str, Municipality]:
    return {
        plain(name): municipality
        for municipality in municipalities()
        for name in (municipality.code, municipality.fi, municipality.sv, municipality.en)
    }
