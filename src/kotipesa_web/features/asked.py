# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read what a client asks of a collection: a box, how many, from where; what is wrong is told."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from kotipesa_web.places.geojson import Box, box_of

FEW, MOST = 100, 2_000
KNOWN = frozenset({"bbox", "limit", "offset", "f", "lang"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a box in EPSG:3067 or all, at most so many, after so many."""

    box: Box | None
    limit: int
    offset: int


def asked_of(told: QueryDict) -> Asked:
    """Read the parameters; raises ValidationError for one that is unknown or wrong."""
    if unknown := sorted(set(told) - KNOWN):
        raise ValidationError(_("Unknown parameters: %(names)s.") % {"names": ", ".join(unknown)})
    return Asked(
        box=_box(told.get("bbox", "")),
        limit=min(_count(told, "limit", FEW, least=1), MOST),
        offset=_count(told, "offset", 0, least=0),
    )


def _box(text: str) -> Box | None:
    if not text:
        return None
    found = box_of(text)
    if found is None:
        raise ValidationError(_("bbox is west,south,east,north in degrees."))
    return found


def _count(told: QueryDict, name: str, default: int, *, least: int) -> int:
    text = told.get(name, str(default))
    if not text.isascii() or not text.isdigit() or int(text[:12]) < least:
        raise ValidationError(_("%(name)s is a whole number.") % {"name": name})
    return int(text[:12])
