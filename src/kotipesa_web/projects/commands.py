# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Add, edit, confirm and withdraw projects, and say which of them exclude each other."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kotipesa.errors import InputError, Where, problem
from kotipesa.periods import month_number
from kotipesa_web.accounts.looking import valid_memberships
from kotipesa_web.accounts.models import User
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import changed, command, held
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.commands import add_site, edit_site
from kotipesa_web.places.engine import coarse_of_months, refuse_unsound, row_of
from kotipesa_web.places.keeping import Values, new_row, save_changed, save_new, set_values
from kotipesa_web.places.models import Site
from kotipesa_web.places.queries import usable_site
from kotipesa_web.projects.choices import ProjectState
from kotipesa_web.projects.columns import PROJECTS
from kotipesa_web.projects.models import Project
from kotipesa_web.projects.queries import editable

EDITABLE = (
    *("code", "name", "municipality", "project_area", "address", "description", "phase", "state"),
    *("probability", "shift_earlier", "shift_later", "first_month", "last_month", "site_id"),
    *("responsible_id", "contact_name", "contact_email", "contact_phone", "contact_organisation"),
)
WITHDRAWN_LOT = "withdrawn"


@command
def add_project(*, viewer: Viewer, values: Values, site: Values | None = None) -> Project:
    """Add a project of the viewer's organisation, confirmed today, and its site where one is told.

    Raises InputError or ValidationError with what is wrong in the values.
    """
    project = new_row(Project, viewer)
    _, after = set_values(project, values, EDITABLE)
    if site is not None:
        project.site = add_site(viewer=viewer, values=site)
    project.last_confirmed = timezone.localdate()
    require(viewer, "edit_project", project)
    _judge(viewer, project)
    save_new(project, "p")
    record(viewer, action="add_project", row=project, after=after)
    return project


@command
def edit_project(
    *, viewer: Viewer, pk: int, version: int, values: Values, site: Values | None = None
) -> Project:
    """Change a project, and its site where that is told; raises Conflict, and as add_project."""
    editable(viewer, pk)
    project = held(Project.objects.all(), pk, version, dict(values))
    before, after = set_values(project, values, EDITABLE)
    if site is not None:
        project.site = _placed(viewer, project.site, site)
    require(viewer, "edit_project", project)
    _judge(viewer, project)
    save_changed(project)
    record(viewer, action="edit_project", row=project, before=before, after=after)
    return project


@command
def withdraw_project(*, viewer: Viewer, pk: int, version: int, reason: str = "") -> Project:
    """Withdraw a project and its lots: they are seen and planned no more."""
    editable(viewer, pk)
    project = held(Project.objects.all(), pk, version, {})
    before, after = changed(project, {"state": ProjectState.WITHDRAWN.value})
    live = project.lots.exclude(state=WITHDRAWN_LOT)
    after["lots_withdrawn"] = live.update(state=WITHDRAWN_LOT)
    save_changed(project)
    record(
        viewer,
        action="withdraw_project",
        row=project,
        before=before,
        after=after,
        note=reason[:200],
    )
    return project


@command
def confirm_forecast(*, viewer: Viewer, pk: int) -> Project:
    """Say that what is told of a project still holds today; nothing else of it changes."""
    editable(viewer, pk)
    project = Project.objects.select_for_update().get(pk=pk)
    before, after = changed(project, {"last_confirmed": timezone.localdate()})
    project.save(update_fields=["last_confirmed", "changed_at"])
    record(viewer, action="confirm_forecast", row=project, before=before, after=after)
    return project


@command
def set_alternatives(
    *, viewer: Viewer, pk: int, version: int, probabilities: Mapping[int, float]
) -> Project:
    """Say which of one's own projects are alternatives of this one, and how likely each is.

    ``probabilities`` has this project and its alternatives by their ids; alternatives that are not
    named are alternatives no more. Raises ValidationError where they add up to more than one.
    """
    editable(viewer, pk)
    project = held(Project.objects.all(), pk, version, {"probabilities": dict(probabilities)})
    if sum(probabilities.values()) > 1 + 1e-9:
        raise ValidationError(_("Alternatives exclude each other: together at most 1."))
    others = [editable(viewer, other).pk for other in probabilities if other != pk]
    before = _family(project)
    project.alternatives.exclude(pk__in=others).update(alternative_of=None)
    project.alternative_of = None
    for other in Project.objects.select_for_update().filter(pk__in=others).order_by("pk"):
        other.alternative_of, other.probability = project, probabilities[other.pk]
        _judge(viewer, other)
        save_changed(other)
    project.probability = probabilities.get(pk, project.probability)
    _judge(viewer, project)
    save_changed(project)
    record(viewer, action="set_alternatives", row=project, before=before, after=_family(project))
    return project


def _placed(viewer: Viewer, known: Site | None, site: Values) -> Site | None:
    """Change the site of a project, or add one where a place is told and it has none of its own."""
    if known is None or not viewer.owns(known.owner_id):
        return add_site(viewer=viewer, values=site) if "x" in site else known
    return edit_site(viewer=viewer, pk=known.pk, version=known.version, values=site)


def _family(project: Project) -> dict[str, Any]:
    pairs = project.alternatives.order_by("pk").values_list("code", "probability")
    return {"probability": project.probability, "alternatives": [[*pair] for pair in pairs]}


def _judge(viewer: Viewer, project: Project) -> None:
    """Refuse what the engine would refuse in a file, and references the viewer may not make."""
    rows = [{**row_of(PROJECTS, project), "id": project.code or "new", "same_as": ""}]
    if project.alternative_of is not None:
        rows.append({"id": project.alternative_of.code})
    refuse_unsound({"projects": rows})
    _judge_months(project)
    if project.site_id is not None:
        usable_site(viewer, project.site_id)
    if project.responsible_id is not None:
        _judge_responsible(project)
    quarters = coarse_of_months(project.first_month, project.last_month)
    project.first_quarter, project.last_quarter = quarters.values()


def _judge_months(project: Project) -> None:
    first, last = (month_number(text) for text in (project.first_month, project.last_month))
    for text, number, name in (
        (project.first_month, first, "first_month"),
        (project.last_month, last, "last_month"),
    ):
        if text and number is None:
            raise InputError([problem("bad_month", Where("", "projects", 2, name, text))])
    if first is not None and last is not None and first > last:
        place = Where("", "projects", 2, "first_month", project.first_month)
        raise InputError([problem("month_backwards", place, last="last_month")])


def _judge_responsible(project: Project) -> None:
    person = User.objects.filter(pk=project.responsible_id or 0).first()
    homes = valid_memberships(person) if person else ()
    if not any(home.organisation_id == project.owner_id for home in homes):
        raise ValidationError({"responsible": _("This person is not of your organisation.")})
