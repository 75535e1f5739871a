# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw what a viewer may see of a plan on the map, as GeoJSON in longitude and latitude."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from kotipesa.geo import to_wgs84
from kotipesa.vocab import find_municipality
from kotipesa_web.plans.moves import Shown, municipality_text
from kotipesa_web.plans.published import Flow
from kotipesa_web.ui.formats import code_text, month_words, number_text

Point = tuple[float, float]


def flows_geojson(flows: Iterable[Flow]) -> dict[str, Any]:
    """Draw flows between municipalities, each from and to where its municipality is marked."""
    drawn = [
        (place_of(flow.start), place_of(flow.finish), flow)
        for flow in flows
        if flow.tonnes is not None
    ]
    known = [(start, finish, flow) for start, finish, flow in drawn if start and finish]
    lines = _degrees([point for start, finish, _flow in known for point in (start, finish)])
    features = [
        _feature(lines[2 * row : 2 * row + 2], _flow_text(flow), flow.tonnes or 0.0)
        for row, (start, finish, flow) in enumerate(known)
        if start != finish
    ]
    within = [
        _point(lines[2 * row], _flow_text(flow), flow.tonnes or 0.0)
        for row, (start, finish, flow) in enumerate(known)
        if start == finish
    ]
    return {"type": "FeatureCollection", "features": features + within}


def moves_geojson(moves: Sequence[Shown]) -> dict[str, Any]:
    """Draw moves a viewer may see, a generalised end in the middle of its grid cell."""
    lines = _degrees([point for move in moves for point in (move.start_m, move.finish_m)])
    features = []
    for row, move in enumerate(moves):
        text = f"{code_text('material', move.material)}, {month_words(move.month, short=True)}"
        label = f"{move.start} → {move.finish}: {number_text(move.tonnes, 0)} t"
        ends = lines[2 * row : 2 * row + 2]
        features.append(_feature(ends, label, move.tonnes, text))
        kinds = (move.start_role, move.start), (move.finish_role, move.finish)
        features += [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": place},
                "properties": {"kind": kind, "label": name},
            }
            for place, (kind, name) in zip(ends, kinds, strict=True)
        ]
    return {"type": "FeatureCollection", "features": features}


def place_of(code: str) -> Point | None:
    """Give the marked place of a municipality in EPSG:3067 metres; None for one nobody knows."""
    found = find_municipality(code) if code else None
    return (found.x_m, found.y_m) if found else None


def _degrees(points: Sequence[Point | None]) -> list[list[float]]:
    if not points:
        return []
    longitude, latitude = to_wgs84(*np.array(points, dtype=np.float64).T)
    return [[round(x, 5), round(y, 5)] for x, y in zip(longitude, latitude, strict=True)]


def _flow_text(flow: Flow) -> str:
    ends = f"{municipality_text(flow.start)} → {municipality_text(flow.finish)}"
    return f"{ends}: {number_text(flow.tonnes, 0)} t"


def _feature(
    ends: Sequence[Sequence[float]], label: str, tonnes: float, text: str = ""
) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": [*ends]},
        "properties": {"kind": "flow", "label": label, "text": text, "tonnes": round(tonnes, 1)},
    }


def _point(place: Sequence[float], label: str, tonnes: float) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": place},
        "properties": {"kind": "site", "label": label, "tonnes": round(tonnes, 1)},
    }
