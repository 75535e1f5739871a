# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Draw what is open in each municipality on the map, as GeoJSON."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kotipesa.vocab import find_municipality
from kotipesa_web.balances.sums import Line
from kotipesa_web.balances.tables import Query
from kotipesa_web.places.geojson import collection, features_at
from kotipesa_web.places.words import municipality_name
from kotipesa_web.ui.formats import number_text


def municipalities_geojson(
    lines: Iterable[Line], query: Query, outlines: Mapping[str, list[Any]]
) -> dict[str, Any]:
    """Mark each municipality where it has a surplus or a need, as large as it is.

    Those whose outline (parts of rings in degrees, by code) is known are coloured, too.
    """
    told: list[tuple[tuple[float, float], dict[str, Any]]] = []
    areas: list[dict[str, Any]] = []
    for line in lines:
        place = find_municipality(line.key) if line.key else None
        if place is not None and (line.have.mid or line.need.mid):
            properties = _properties(line, query)
            told.append(((place.x_m, place.y_m), properties))
            areas += [_area(rings, properties) for rings in outlines.get(line.key, ())]
    return collection([*areas, *features_at(told)])


def _area(rings: list[Any], properties: Mapping[str, Any]) -> dict[str, Any]:
    shape = {"type": "Polygon", "coordinates": rings}
    return {"type": "Feature", "geometry": shape, "properties": dict(properties)}


def _properties(line: Line, query: Query) -> dict[str, Any]:
    net_t = line.have.mid - line.need.mid
    words = {"have": number_text(line.have.mid, 0), "need": number_text(line.need.mid, 0)}
    address = urlencode({**query, "municipality": line.key})
    return {
        "kind": "have" if net_t >= 0 else "need",
        "label": f"{municipality_name(line.key)}: {number_text(net_t, 0)} t",
        "text": _("Surplus %(have)s t, need %(need)s t") % words,
        "tonnes": round(abs(net_t), 1),
        "href": f"{reverse('balances:balance')}?{address}",
    }
