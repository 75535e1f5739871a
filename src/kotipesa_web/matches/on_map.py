# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put a lot and its candidates on a map."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.lots.lists import lot_name
from kotipesa_web.matches.candidates import Candidate, Candidates
from kotipesa_web.matches.rows import point_of
from kotipesa_web.places.geojson import collection, features_at
from kotipesa_web.ui.formats import code_text, number_text

MOST = 200


def places_of(own: Shown, found: Candidates) -> dict[str, Any]:
    """Give the lot and its best candidates as GeoJSON points, rough ones in the middle of cells."""
    told = [(point_of(one.row), _properties(one)) for one in found.found[:MOST]]
    here = {"kind": own["direction"], "label": lot_name(own), "text": _("Our lot"), "tonnes": 0}
    return collection(features_at([(point_of(own), here), *told]))


def _properties(one: Candidate) -> dict[str, Any]:
    is_lot = one.is_lot
    role = str(one.row["direction"] if is_lot else one.row["role"])
    name = lot_name(one.row) if is_lot else str(one.row["name"] or code_text("role", role))
    km, tonnes = number_text(one.km, 1), number_text(one.tonnes.mid, 0)
    return {
        "kind": role,
        "label": name,
        "text": _("%(km)s km, %(tonnes)s t in common") % {"km": km, "tonnes": tonnes},
        "tonnes": one.tonnes.mid,
        "href": reverse("lots:lot" if is_lot else "places:facility", args=[one.row.pk]),
    }
