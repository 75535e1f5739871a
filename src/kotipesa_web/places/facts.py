# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what is known of one row as pairs of a title and a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from kotipesa.geo import to_wgs84
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.places.models import Site
from kotipesa_web.places.words import municipality_name
from kotipesa_web.ui.columns import column
from kotipesa_web.ui.formats import code_text, date_text, month_words, number_text, unit_text

GRID_KM = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """One title and its text."""

    title: str
    text: str


def column_facts(table: str, row: Shown, fields: Iterable[tuple[str, str]]) -> list[Fact]:
    """Tell fields by (column of the engine's table, field), those that are seen and told."""
    found = []
    for name, field in fields:
        told = column(table, name)
        text = words_of(told.type, told.vocabulary, row[field])
        if text:
            unit = f" {unit_text(told.unit)}" if told.unit else ""
            found.append(Fact(told.title(), f"{text}{unit}"))
    return found


def words_of(kind: str, vocabulary: str, value: Any) -> str:
    """Write a value of a column as people read it; '' where nothing is told."""
    if value is None or value in ("", [], False):
        return ""
    if value is True:
        return _("Yes")
    if isinstance(value, list):
        return ", ".join(_one(kind, vocabulary, one) for one in value)
    return _one(kind, vocabulary, value)


def place_fact(site: Site | tuple[float, float] | None) -> Fact | None:
    """Tell where a row lies: its site, or the cell of the grid it is in."""
    if site is None:
        return None
    if isinstance(site, tuple):
        text = _("Somewhere within %(km)s km around %(place)s")
        return Fact(_("Place"), text % {"km": GRID_KM, "place": degrees(*site)})
    name = site.name or site.code
    return Fact(_("Place"), f"{name}, {degrees(site.x_m, site.y_m)}")


def degrees(x_m: float, y_m: float) -> str:
    """Write a point of EPSG:3067 as latitude and longitude."""
    longitude, latitude = to_wgs84(np.array([x_m]), np.array([y_m]))
    return f"{number_text(latitude[0], 4)}° N, {number_text(longitude[0], 4)}° E"


def _one(kind: str, vocabulary: str, value: Any) -> str:
    if kind.startswith("municipalit"):
        return municipality_name(value)
    if kind == "month":
        return month_words(value)
    if vocabulary and isinstance(value, str):
        return code_text(vocabulary, value)
    if isinstance(value, int | float):
        return number_text(value)
    return date_text(value) if hasattr(value, "isoformat") else str(value)
