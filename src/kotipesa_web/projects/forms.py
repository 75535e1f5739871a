# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for projects, and for what is told of one: SeutuMASSA's fields and ours, in calm groups."""

from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.forms import FilterForm, owner_choices
from kotipesa_web.places.placing import PLACE_FIELDS, PlaceForm, place_of
from kotipesa_web.places.rowforms import OWNED_FOLD, OwnedForm, RowForm, initial_of
from kotipesa_web.projects.choices import ProjectState
from kotipesa_web.projects.models import Project
from kotipesa_web.projects.queries import colleagues, own_projects
from kotipesa_web.ui.fields import DecimalCommaField, LinesField, MonthField, field_for
from kotipesa_web.ui.offers import EMPTY
from kotipesa_web.ui.tables import Text

SEEN_STATES = [choice for choice in ProjectState.choices if choice[0] != ProjectState.WITHDRAWN]
MOST_ALTERNATIVES = 100
OF_SITE = ("name", "municipality", "type", "sensitivity", "publicity_ground", "retain_until")


class ProjectFilterForm(FilterForm):
    """Filters of lists and maps of projects; the query string keeps a search."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    municipality = field_for("projects", "municipality", help_text="")
    phase = field_for("projects", "phase", help_text="")
    after = MonthField(label=_("Not over before"), required=False)
    before = MonthField(label=_("Begun by"), required=False)
    sensitivity = forms.ChoiceField(
        label=_("Seen by"), required=False, choices=[EMPTY, *Sensitivity.choices]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[EMPTY, *SEEN_STATES])
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    first = ("q", "municipality", "phase", "after", "before")

    def __init__(self, *args: Any, viewer: Viewer, **named: Any) -> None:
        """Offer the organisations the viewer may know."""
        super().__init__(*args, **named)
        self.fields["owner"].choices = cache(lambda: owner_choices(viewer))  # type: ignore[attr-defined]


class ProjectForm(OwnedForm, PlaceForm):
    """A project and its place."""

    name = field_for("projects", "name", required=True, max_length=200)
    municipality = field_for("projects", "municipality", required=True)
    type = field_for("sites", "type", required=True)
    phase = field_for("projects", "phase", required=True)
    first_month = MonthField(
        label=_("Work begins"), help_text=_("A rough month is enough; it can be changed later.")
    )
    last_month = MonthField(label=_("Work ends"), help_text=_("The last month, included."))
    probability = field_for("projects", "probability", initial=1)
    shift_earlier = field_for("projects", "shift_earlier", initial=0)
    shift_later = field_for("projects", "shift_later", initial=0)
    state = forms.ChoiceField(
        label=_("State"),
        choices=SEEN_STATES,
        initial=ProjectState.ANNOUNCED.value,
        help_text=_("A draft is in no balance and no plan yet."),
    )
    responsible = forms.ChoiceField(
        label=_("Responsible person"),
        required=False,
        help_text=_("A colleague who confirms the forecast and answers enquiries."),
    )
    contact_name = forms.CharField(
        label=_("Contact, name"),
        required=False,
        max_length=150,
        help_text=_("Who answers for the masses, where it is somebody else."),
    )
    contact_email = forms.EmailField(label=_("Contact, e-mail"), required=False)
    contact_phone = forms.CharField(label=_("Contact, phone"), required=False, max_length=40)
    contact_organisation = forms.CharField(
        label=_("Contact, organisation"), required=False, max_length=200
    )
    project_area = field_for("projects", "project_area", max_length=200)
    address = forms.CharField(
        label=_("Address"), required=False, max_length=200, help_text=_("The address of the site.")
    )
    description = LinesField(
        label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    references = ("responsible",)
    apart = (*PLACE_FIELDS, "type")
    columns = {"geometry": "outline", "site": "x", "alternative_of": "name"}  # noqa: RUF012
    folds = (
        (
            _("The project"),
            ("name", "municipality", "type", "phase", "first_month", "last_month"),
        ),
        (
            _("How sure, and how far it may move"),
            ("probability", "shift_earlier", "shift_later", "state"),
        ),
        (
            _("Who answers for it"),
            (
                "responsible",
                "contact_name",
                "contact_email",
                "contact_phone",
                "contact_organisation",
            ),
        ),
        (_("More about it"), ("project_area", "address", "description")),
        OWNED_FOLD,
    )

    def __init__(self, *args: Any, viewer: Viewer, **named: Any) -> None:
        """Offer the people of the viewer's organisation."""
        super().__init__(*args, **named)
        people = [(str(pk), name) for pk, name in colleagues(viewer)]
        self.fields["responsible"].choices = [EMPTY, *people]  # type: ignore[attr-defined]
        self.fields["probability"].required = False
        self.is_place_needed = not self.is_of_row or "x" in self.initial

    @property
    def is_site_changed(self) -> bool:
        """Tell whether something the site has too was changed."""
        return bool({*PLACE_FIELDS, *OF_SITE} & {*self.changed_data})

    @property
    def site_values(self) -> dict[str, Any]:
        """Give what the project's site gets of the form."""
        return {**self.place, **{name: self.cleaned_data[name] for name in OF_SITE}}

    def clean_probability(self) -> float:
        """Take a project of which nothing is told as sure."""
        told = self.cleaned_data["probability"]
        return 1.0 if told is None else float(told)


def project_initial(project: Project) -> dict[str, Any]:
    """Give what stands of a project for its form."""
    site = project.site
    return {
        **initial_of(ProjectForm, project),
        **place_of(site),
        "type": site.type if site else "",
    }


class WithdrawForm(forms.Form):
    """Why something is withdrawn."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=200,
        help_text=_("Your own people see it."),
    )


class AlternativesForm(RowForm):
    """Which projects of one's own are alternatives of this one, and how likely each is."""

    columns = {"probability": "own"}  # noqa: RUF012

    def __init__(self, *args: Any, viewer: Viewer, project: Project, **named: Any) -> None:
        """Ask for a probability of this project, and of each that could exclude it."""
        named["initial"] = {"version": project.version, "own": project.probability}
        super().__init__(*args, **named)
        self.project = project
        self.fields["own"] = _probability(_("Probability of this project"))
        names = ["own"]
        for other in own_projects(viewer).exclude(pk=project.pk)[:MOST_ALTERNATIVES]:
            name = f"other_{other.pk}"
            self.fields[name] = _probability(other.name or other.code, required=False)
            if other.alternative_of_id == project.pk:
                self.initial[name] = other.probability
            names.append(name)
        self.folds = ((_("Probabilities, 0 to 1; together at most 1"), names),)

    @property
    def probabilities(self) -> dict[int, float]:
        """Give the probability of this project and of each alternative, by its id."""
        told = {self.project.pk: float(self.cleaned_data["own"])}
        for name, value in self.cleaned_data.items():
            if name.startswith("other_") and value is not None:
                told[int(name.removeprefix("other_"))] = float(value)
        return told


def _probability(label: Text, *, required: bool = True) -> forms.Field:
    return DecimalCommaField(label=label, min_value=0, max_value=1, required=required)
