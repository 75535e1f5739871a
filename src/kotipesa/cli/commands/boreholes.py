# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show ground investigations, and what they say of the ground of a place."""

import math
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.look import number, table
from kotipesa.cli.texts import say
from kotipesa.errors import Language
from kotipesa.lots.estimate.evidence import Evidence, Spread, looking_of
from kotipesa.sources.boreholes import Boreholes
from kotipesa.vocab import codes, label
from kotipesa.workflow.ground import look_at_ground

SHOWN_HOLES = 40


def run(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...")],
    near: Annotated[str, typer.Option(metavar="X,Y")] = "",
    crs: Annotated[str, typer.Option(metavar="CRS")] = "EPSG:4326",
    within: Annotated[float | None, typer.Option(metavar="M", min=0)] = None,
    depth: Annotated[float | None, typer.Option(metavar="M", min=0)] = None,
) -> Answer:
    """List the holes; with a place also the evidence for its ground, and what it does not tell."""
    language = language_of(ctx)
    looking = looking_of(within_m=within, depth_m=depth)
    found = look_at_ground(files, near, crs, looking)
    shown: list[Any] = [_hole_table(found.holes, language)]
    if len(found.holes) > SHOWN_HOLES:
        shown.append(say("and_more", language, count=len(found.holes) - SHOWN_HOLES))
    if found.evidence:
        shown += _evidence_shown(found.evidence, language)
    record = {
        "holes": _hole_records(found.holes),
        "evidence": _evidence_record(found.evidence) if found.evidence else None,
        **problem_list(found.notes),
    }
    return Answer(record, shown, problems=found.notes)


def _hole_table(holes: Boreholes, language: Language) -> Any:
    heads = ("id", "method", "date", "level_m", "depth_m", "end")
    rows = [
        [
            str(holes.id[row]),
            _named("sounding", str(holes.method[row]), language),
            str(holes.date[row]),
            _number(holes.level_m[row], language),
            _number(holes.depth_m[row], language),
            _named("sounding_end", str(holes.end[row]), language),
        ]
        for row in range(min(len(holes), SHOWN_HOLES))
    ]
    return table(
        [say(f"boreholes_{head}", language) for head in heads],
        rows,
        numbers=(3, 4),
        title=say("boreholes_found", language, count=len(holes), layers=len(holes.layers)),
    )


def _evidence_shown(evidence: Evidence, language: Language) -> list[Any]:
    looking = evidence.looking
    lines = [
        say(
            "boreholes_near",
            language,
            holes=evidence.holes,
            places=evidence.places,
            within=f"{looking.within_m:g}",
            span=_number(evidence.span_m, language, 0),
        ),
        say(f"boreholes_basis_{evidence.basis}", language, depth=f"{looking.depth_m:g}"),
    ]
    if not evidence.holes:
        return lines
    spreads = (
        ("soft", evidence.soft_m),
        ("stop", evidence.stop_m),
        ("rock", evidence.rock_m),
    )
    seen = [
        [say(f"boreholes_{name}", language), *_spread_cells(spread, language)]
        for name, spread in spreads
    ]
    shares = [
        [say(f"boreholes_kind_{kind}", language), f"{_number(100 * share, language, 0)} %"]
        for kind, share in sorted(evidence.shares.items(), key=lambda pair: -pair[1])
    ]
    heads = [say(f"boreholes_{head}", language) for head in ("seen", "count", "low", "mid", "high")]
    of_dig = say("boreholes_of_dig", language, depth=f"{looking.depth_m:g}")
    return [
        *lines,
        table([of_dig, ""], shares, numbers=(1,)),
        table(heads, seen, numbers=(1, 2, 3, 4)),
        say("boreholes_not_rock", language),
    ]


def _spread_cells(spread: Spread, language: Language) -> list[str]:
    ends = [_number(value, language) for value in (spread.low, spread.mid, spread.high)]
    return [str(spread.holes), *ends]


def _number(value: float, language: Language, decimals: int = 2) -> str:
    return number(None if math.isnan(value) else float(value), language, decimals)


def _named(list_name: str, code: str, language: Language) -> str:
    known = {entry.code for entry in codes(list_name)}
    return label(list_name, code, language) if code in known else code


def _hole_records(holes: Boreholes) -> list[dict[str, Any]]:
    layers = holes.layers
    starts = np.searchsorted(layers.hole, np.arange(len(holes) + 1)).tolist()
    return [
        {
            "file": holes.file[row],
            "line": int(holes.line[row]),
            "id": holes.id[row],
            "method": holes.method[row],
            "x_m": _known(holes.x_m[row]),
            "y_m": _known(holes.y_m[row]),
            "crs": holes.crs[row],
            "level_m": _known(holes.level_m[row]),
            "heights": holes.height[row],
            "date": holes.date[row],
            "depth_m": _known(holes.depth_m[row]),
            "end": holes.end[row],
            "layers": [
                {
                    "top_m": float(layers.top_m[place]),
                    "bottom_m": float(layers.bottom_m[place]),
                    "soil": layers.soil[place],
                    "material": layers.material[place],
                }
                for place in range(starts[row], starts[row + 1])
            ],
        }
        for row in range(len(holes))
    ]


def _evidence_record(evidence: Evidence) -> dict[str, Any]:
    return {
        **evidence.looking._asdict(),
        "holes": evidence.holes,
        "places": evidence.places,
        "nearest_m": _known(evidence.nearest_m),
        "span_m": evidence.span_m,
        "shares": evidence.shares,
        "ground_class": evidence.ground_class,
        "basis": evidence.basis,
        "verified": False,
        **{
            name: {key: _known(value) for key, value in spread._asdict().items()}
            for name, spread in (
                ("soft_m", evidence.soft_m),
                ("stop_m", evidence.stop_m),
                ("rock_m", evidence.rock_m),
            )
        },
    }


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
