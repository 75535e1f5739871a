# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask administrators for factors and for what a region plans by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotipesa.vocab import municipalities
from kotipesa_web.administration.commands import Sourced
from kotipesa_web.administration.queries import Kept
from kotipesa_web.intake.forms import ManyFilesField
from kotipesa_web.places.models import Region
from kotipesa_web.ui.fields import DecimalCommaField, field_for
from kotipesa_web.ui.formats import language, unit_text

SETTINGS = (
    *("start", "months", "distances", "carbon_eur_per_t", "detour", "unmet_eur_per_t"),
    *("storage_eur_per_t_month", "end_stock_eur_per_t", "min_recovery_share"),
)
NAMES = ("name_fi", "name_sv", "name_en")


class FactorForm(forms.Form):
    """A figure, its interval, its source and year."""

    value = DecimalCommaField(label=_("Value"), min_value=0)
    low = DecimalCommaField(label=_("Low"), min_value=0)
    high = DecimalCommaField(label=_("High"), min_value=0)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("A contract, a measurement, a publication: what anybody could look up."),
    )
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)

    def __init__(self, kept: Kept, typed: Any = None) -> None:
        """Begin with what holds today."""
        now = kept.own or kept.shipped
        told = {name: getattr(now, name) for name in ("value", "low", "high", "source", "year")}
        super().__init__(typed, initial=told)
        for name in ("value", "low", "high"):
            self.fields[name].unit = unit_text(kept.shipped.unit)  # type: ignore[attr-defined]

    def sourced(self) -> Sourced:
        """Give the figure that was typed."""
        typed = self.cleaned_data
        value, low, high = (float(typed[name]) for name in ("value", "low", "high"))
        return Sourced(value, low, high, typed["source"], typed["year"])


class RegionForm(forms.Form):
    """The names and municipalities of a region, and the settings of its plans."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name_fi = forms.CharField(label=_("Name in Finnish"), max_length=100)
    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=100)
    municipalities = forms.MultipleChoiceField(
        label=_("Municipalities"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, region: Region, typed: Any = None) -> None:
        """Begin with the region as it is."""
        told = {name: getattr(region, name) for name in (*NAMES, "version", "municipalities")}
        super().__init__(typed, initial=told | region.settings)
        places = self.fields["municipalities"]
        word = language()
        places.choices = [(one.code, getattr(one, word)) for one in municipalities()]  # type: ignore[attr-defined]
        for name in SETTINGS:
            self.fields[name] = field_for("settings", name, required=False)

    @property
    def groups(self) -> list[tuple[str, list[str]]]:
        """Put the region and its plans apart."""
        return [
            (str(_("Region")), [*NAMES, "municipalities"]),
            (str(_("Plans")), [*SETTINGS]),
        ]

    def values(self, region: Region) -> dict[str, Any]:
        """Give the new values of the region's fields; an empty setting takes its default."""
        typed = self.cleaned_data
        told = {name: _plain(typed[name]) for name in SETTINGS if typed[name] not in {None, ""}}
        others = {name: v for name, v in region.settings.items() if name not in SETTINGS}
        return {
            **{name: typed[name] for name in NAMES},
            "municipalities": typed["municipalities"],
            "settings": others | told,
        }


class TablesForm(forms.Form):
    """Files of tables that a region gives everybody."""

    upload = ManyFilesField(
        label=_("Files"),
        help_text=_(
            "Called roads.csv, nodes.csv, distances.csv or materials.csv, as in the region folder; "
            "outlines of municipalities as GeoJSON."
        ),
    )


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int) else float(value)
