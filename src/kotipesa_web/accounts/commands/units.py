# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep the units of an organisation, each with its responsible person and a deputy."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kotipesa_web.accounts import queries
from kotipesa_web.accounts.models import Organisation, Unit, User
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import changed, command
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer


@command
def add_unit(
    *,
    viewer: Viewer,
    organisation: Organisation,
    name: str,
    kind: str,
    responsible: User | None = None,
    deputy: User | None = None,
) -> Unit:
    """Add a unit; raises ValidationError where a person is not of the organisation."""
    require(viewer, "manage_organisation", organisation)
    _check_people(organisation, responsible, deputy)
    unit = Unit.objects.create(
        organisation=organisation, name=name, kind=kind, responsible=responsible, deputy=deputy
    )
    record(viewer, action="add_unit", row=unit, after={"name": name, "kind": kind})
    return unit


@command
def change_unit(
    *,
    viewer: Viewer,
    pk: int,
    version: int,
    name: str,
    kind: str,
    responsible: User | None = None,
    deputy: User | None = None,
) -> Unit:
    """Change a unit; raises Conflict where somebody changed it meanwhile."""
    values = {"name": name, "kind": kind, "responsible": responsible, "deputy": deputy}
    unit = queries.unit_for(viewer, pk, version=version, typed=values)
    _check_people(unit.organisation, responsible, deputy)
    before, after = changed(unit, values)
    if after:
        unit.version += 1
        unit.save()
        record(viewer, action="change_unit", row=unit, before=before, after=after)
    return unit


@command
def remove_unit(*, viewer: Viewer, pk: int) -> None:
    """Remove a unit; its people stay in the organisation."""
    unit = queries.unit_for(viewer, pk)
    record(viewer, action="remove_unit", row=unit, before={"name": unit.name})
    unit.delete()


def _check_people(
    organisation: Organisation, responsible: User | None, deputy: User | None
) -> None:
    inside = set(queries.people_of(organisation).values_list("user_id", flat=True))
    for field, person in (("responsible", responsible), ("deputy", deputy)):
        if person is not None and person.pk not in inside:
            raise ValidationError({field: _("This person is not of your organisation.")})
    if responsible is not None and responsible == deputy:
        raise ValidationError({"deputy": _("The deputy is another person.")})
