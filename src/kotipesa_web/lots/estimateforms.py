# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for what an early estimate needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotipesa.vocab import codes
from kotipesa_web.lots.early import Asked
from kotipesa_web.lots.engine import GROUND_CLASSES, structures
from kotipesa_web.projects.models import Project
from kotipesa_web.ui.fields import CodeField, DecimalCommaField, field_for
from kotipesa_web.ui.formats import language

GROUNDS = {
    "any": _("Not known"),
    "soft": _("Soft: clay, mud or peat"),
    "firm": _("Firm: sand, gravel or till"),
    "rock": _("Rock"),
    "filled": _("Filled ground"),
}
NOT_RELEVANT = "ei relevantti tieto"


class EstimateForm(forms.Form):
    """What is built, on what ground, and how big it is."""

    structure_type = forms.ChoiceField(label=_("What is built"))
    ground_class = forms.ChoiceField(
        label=_("Ground"), choices=[(code, GROUNDS[code]) for code in GROUND_CLASSES]
    )
    area_m2 = DecimalCommaField(label=_("Surface area"), unit="m²", min_value=1, required=False)
    floor_area_m2 = DecimalCommaField(
        label=_("Floor area, of buildings"), unit="m²", min_value=1, required=False
    )
    length_m = DecimalCommaField(
        label=_("Length, of streets and paths"), unit="m", min_value=1, required=False
    )
    budget_keur = DecimalCommaField(
        label=_("Money, if nothing else is known"), unit="1 000 €", min_value=1, required=False
    )
    phase = CodeField("phase", label=_("Phase"))
    reliability = field_for("lots", "reliability", required=True, initial="C")

    def __init__(self, *args: Any, project: Project, **named: Any) -> None:
        """Begin with the phase of the project."""
        super().__init__(*args, **named)
        self.fields["structure_type"].choices = structures(language())  # type: ignore[attr-defined]
        known = {one.code for one in codes("phase")}
        self.initial["phase"] = project.phase if project.phase in known else NOT_RELEVANT

    @property
    def asked(self) -> Asked:
        """Give what was asked as a value."""
        told = self.cleaned_data
        sizes = ("area_m2", "length_m", "floor_area_m2", "budget_keur")
        return Asked(
            structure_type=told["structure_type"],
            ground_class=told["ground_class"],
            phase=told["phase"],
            reliability=told["reliability"],
            **{name: None if told[name] is None else float(told[name]) for name in sizes},
        )

    def clean(self) -> dict[str, Any]:
        """Ask for some size."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        sizes = ("area_m2", "length_m", "floor_area_m2", "budget_keur")
        if not self.errors and all(told.get(name) is None for name in sizes):
            self.add_error("area_m2", _("Tell an area, a length or the money."))
        return told
