# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for lots, and for what is told of one: SeutuMASSA's fields and ours, in calm groups."""

from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotipesa.vocab import codes
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.choices import AttachmentKind, LotState
from kotipesa_web.places.forms import FilterForm, material_choices, owner_choices
from kotipesa_web.places.queries import own_sites
from kotipesa_web.places.rowforms import OWNED_FOLD, OwnedForm
from kotipesa_web.projects.queries import own_projects
from kotipesa_web.ui.fields import MonthField, field_for
from kotipesa_web.ui.formats import code_text
from kotipesa_web.ui.offers import EMPTY, Offered
from kotipesa_web.ui.rowfield import RowField

SEEN_STATES = [choice for choice in LotState.choices if choice[0] != LotState.WITHDRAWN]


class LotFilterForm(FilterForm):
    """Filters of lists and maps of lots; the query string keeps a search."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    direction = field_for("lots", "direction", required=False, help_text="")
    material = field_for("lots", "material", required=False, help_text="")
    municipality = field_for("lots", "municipality", help_text="")
    after = MonthField(label=_("Not over before"), required=False)
    before = MonthField(label=_("Begun by"), required=False)
    fitness = field_for("lots", "fitness", help_text="")
    contamination = field_for("lots", "contamination", help_text="")
    sensitivity = forms.ChoiceField(
        label=_("Seen by"), required=False, choices=[EMPTY, *Sensitivity.choices]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[EMPTY, *SEEN_STATES])
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    project = forms.IntegerField(required=False, widget=forms.HiddenInput)
    first = ("q", "direction", "material", "municipality")

    def __init__(self, *args: Any, viewer: Viewer, **named: Any) -> None:
        """Offer the organisations the viewer may know."""
        super().__init__(*args, **named)
        self.fields["owner"].choices = cache(lambda: owner_choices(viewer))  # type: ignore[attr-defined]


class LotForm(OwnedForm):
    """A have or a need."""

    direction = field_for("lots", "direction", widget=forms.RadioSelect)
    material = field_for("lots", "material")
    amount = field_for("lots", "amount")
    unit = field_for("lots", "unit")
    first_month = field_for("lots", "from")
    last_month = field_for("lots", "to")
    project = RowField(
        "projects:offered",
        label=_("Project"),
        required=False,
        help_text=_("One of your own, if it is of one: begin to write its name or id."),
    )
    site = RowField(
        "places:offered_sites",
        label=_("Place"),
        required=False,
        help_text=_("The name or id of one of your own; empty means the place of the project."),
    )
    amount_low = field_for("lots", "amount_low")
    amount_high = field_for("lots", "amount_high")
    reliability = field_for("lots", "reliability")
    rests_on = forms.CharField(
        label=_("What the amount rests on"),
        required=False,
        max_length=300,
        help_text=_("Such as a ground investigation, a design or an early estimate."),
    )
    fitness = field_for("lots", "fitness", initial="unknown")
    contamination = field_for("lots", "contamination", initial="unknown")
    sulphide = field_for("lots", "sulphide", initial="no")
    invasive = field_for("lots", "invasive")
    material_group = field_for("lots", "material_group")
    level_m = field_for("lots", "level_m")
    accepts = field_for("lots", "accepts")
    min_fitness = field_for("lots", "min_fitness")
    accepts_contamination = field_for("lots", "accepts_contamination")
    accepts_sulphide = field_for("lots", "accepts_sulphide")
    state = forms.ChoiceField(label=_("State"), choices=SEEN_STATES, initial=LotState.OPEN.value)
    reserved = field_for("lots", "reserved")
    phase = field_for("lots", "phase")
    realised_from = field_for("lots", "realised_from")
    realised_to = field_for("lots", "realised_to")
    name = field_for("lots", "name", max_length=200)
    note = field_for("lots", "note")
    producer = forms.CharField(
        label=_("Told by"),
        required=False,
        max_length=200,
        help_text=_("Who produced these data, such as a designer or a consultant."),
    )
    link = forms.URLField(
        label=_("Link"),
        required=False,
        assume_scheme="https",
        help_text=_("The address of more data; files can be attached on the page of the lot."),
    )
    references = ("project", "site")
    columns = {"from": "first_month", "to": "last_month"}  # noqa: RUF012
    folds = (
        (
            _("What, how much, when"),
            (
                *("direction", "material", "amount", "unit", "first_month", "last_month"),
                *("project", "site"),
            ),
        ),
        (_("How sure the amount is"), ("amount_low", "amount_high", "reliability", "rests_on")),
        (
            _("Quality"),
            (
                *("fitness", "contamination", "sulphide", "invasive"),
                *("material_group", "level_m"),
            ),
        ),
        (
            _("What a need takes"),
            ("accepts", "min_fitness", "accepts_contamination", "accepts_sulphide"),
        ),
        (_("Where it stands"), ("state", "reserved", "phase", "realised_from", "realised_to")),
        (_("In words"), ("name", "note", "producer", "link")),
        OWNED_FOLD,
    )

    def __init__(self, *args: Any, viewer: Viewer, **named: Any) -> None:
        """Offer the viewer's own projects and sites, and the region's own materials."""
        super().__init__(*args, **named)
        fields: dict[str, Any] = self.fields
        fields["project"].offer(own_projects(viewer))
        fields["site"].offer(own_sites(viewer))
        fields["unit"].initial = "m3ktr"
        materials = material_choices(viewer)
        fields["material"].choices = Offered([EMPTY, *materials])
        fields["accepts"].choices = materials
        for name in ("fitness", "contamination", "sulphide"):
            fields[name].choices = [(one.code, code_text(name, one.code)) for one in codes(name)]

    def clean(self) -> dict[str, Any]:
        """Ask for a place where no project tells one."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("project", "") is None and told.get("site", "") is None:
            self.add_error("site", _("Choose a project or a place."))
        return told


class AttachmentForm(forms.Form):
    """A file that tells about a lot."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AttachmentKind.choices)
    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_("PDF, picture, office file or table, at most 64 MB."),
    )
