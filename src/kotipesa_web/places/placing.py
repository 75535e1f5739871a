# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for a place: a point or an outline, drawn on the map or typed in."""

from typing import Any

import numpy as np
import shapely
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kotipesa.geo import ETRS_TM35FIN, WGS84, etrs_to, known_crs, polygons_to_etrs
from kotipesa_web.places.models import Site
from kotipesa_web.places.outlines import wgs84_ring
from kotipesa_web.ui.fields import LinesField, typed_number
from kotipesa_web.ui.offers import OpenSelect

SYSTEMS = (
    (WGS84, _("Degrees: longitude and latitude (WGS 84)")),
    (ETRS_TM35FIN, "ETRS-TM35FIN (EPSG:3067)"),
    *((f"EPSG:{3854 + zone}", f"ETRS-GK{zone}FIN (EPSG:{3854 + zone})") for zone in range(19, 32)),
)
PLACE_FIELDS = ("x", "y", "crs", "outline")
MOST_CORNERS = 2_000


class CoordinateField(forms.Field):
    """A coordinate, with a point or a comma."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "input-number"})

    def to_python(self, value: Any) -> float | None:
        """Give a number or None; raises ValidationError."""
        text = "".join(str("" if value is None else value).split()).replace(",", ".")
        try:
            return float(text) if text else None
        except ValueError:
            raise ValidationError(_("Write a number, such as 24.9384.")) from None

    def prepare_value(self, value: Any) -> Any:
        """Show a kept coordinate as it is typed: 385000, and 385000,5 in Finnish."""
        return typed_number(value)


class SystemField(forms.ChoiceField):
    """A coordinate system: the usual ones are offered, and any that is known is taken."""

    widget = OpenSelect

    def valid_value(self, value: Any) -> bool:
        """Take any system that is known."""
        return known_crs(str(value))


class OutlineField(LinesField):
    """Corners in degrees, a line each: ``longitude latitude``."""

    widget = forms.Textarea(attrs={"rows": 3, "class": "input-corners"})

    def clean(self, value: Any) -> list[tuple[float, float]]:
        """Give the corners; raises ValidationError."""
        lines = [line.split() for line in str(super().clean(value)).splitlines() if line.strip()]
        try:
            corners = [(_degrees(x.rstrip(",;")), _degrees(y)) for x, y in lines]
        except ValueError:
            message = _("Write each corner on its own line: longitude latitude.")
            raise ValidationError(message) from None
        if corners and not 3 <= len(corners) <= MOST_CORNERS:
            raise ValidationError(_("An outline has from 3 to 2,000 corners."))
        return corners


class PlaceForm(forms.Form):
    """The fields of a place; ``place`` gives them as commands take them."""

    x = CoordinateField(label=_("Longitude or easting"), required=False)
    y = CoordinateField(label=_("Latitude or northing"), required=False)
    crs = SystemField(label=_("Coordinates are in"), choices=SYSTEMS, initial=WGS84)
    outline = OutlineField(
        label=_("Outline"),
        required=False,
        help_text=_("Corners drawn on the map, or a line each: longitude latitude (degrees)."),
    )
    is_place_needed = True

    @property
    def has_place(self) -> bool:
        """Tell whether a point or an outline was given."""
        told = self.cleaned_data
        return bool(told.get("outline")) or None not in {told.get("x"), told.get("y")}

    @property
    def place(self) -> dict[str, Any]:
        """Give x, y, crs and geometry; an outline alone lies where its middle is.

        Of a place that stands: nothing where it was not touched, no outline where that was not.
        """
        told, touched = self.cleaned_data, {*self.changed_data}
        if not touched & {*PLACE_FIELDS}:
            return {}
        x, y, crs = told.get("x"), told.get("y"), told["crs"]
        shape = shapely.Polygon(told.get("outline") or ())
        if not shape.is_empty and (x is None or y is None):
            middle = shape.representative_point()
            x, y, crs = middle.x, middle.y, WGS84
        place = {"x": x, "y": y, "crs": crs}
        if "outline" not in touched:
            return place
        return {**place, "geometry": "" if shape.is_empty else _wkt(shape, crs)}

    def clean(self) -> dict[str, Any]:
        """Ask for a point or an outline where one is needed."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_place_needed and "outline" in told and not self.has_place:
            self.add_error("x", _("Click the place on the map, or write its coordinates."))
        return told


def _degrees(text: str) -> float:
    return float(text.replace(",", "."))


def place_of(site: Site | None) -> dict[str, Any]:
    """Give the fields of a place as they were once given."""
    if site is None:
        return {}
    given = (site.given_x, site.given_y) if site.given_x is not None else (site.x_m, site.y_m)
    corners = wgs84_ring(site.outline_wkb)[:-1]
    outline = "\n".join(f"{x:.6f} {y:.6f}" for x, y in corners)
    crs = site.crs if site.given_x is not None else ETRS_TM35FIN
    return {"x": given[0], "y": given[1], "crs": crs, "outline": outline}


def _wkt(shape: shapely.Polygon, crs: str) -> str:
    """Write an outline of degrees as WKT in the system of its point."""
    if crs == WGS84:
        return str(shapely.to_wkt(shape, rounding_precision=9))
    moved = polygons_to_etrs(np.array([shape], object), WGS84)[0]
    x_m, y_m = shapely.get_coordinates(moved).T
    x, y = etrs_to(x_m, y_m, crs)
    return str(shapely.to_wkt(shapely.Polygon(zip(x, y, strict=True)), rounding_precision=9))
