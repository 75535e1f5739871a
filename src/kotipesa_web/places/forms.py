# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for filters, and put what the engine refuses beside the field it is about."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from kotipesa.errors import Problem, cure, message
from kotipesa.vocab import codes
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.engine import given_rows
from kotipesa_web.places.queries import organisations
from kotipesa_web.ui.formats import code_text, language
from kotipesa_web.ui.offers import EMPTY


class FilterForm(forms.Form):
    """Filters in the query string; ``first`` names those always seen, the others are folded."""

    first: tuple[str, ...] = ()

    @property
    def asked(self) -> dict[str, str]:
        """Give what was asked and makes sense."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    @property
    def shown(self) -> list[BoundField]:
        """List the fields always seen."""
        return [self[name] for name in self.first]

    @property
    def folded(self) -> list[BoundField]:
        """List the other fields."""
        return [field for field in self.visible_fields() if field.name not in self.first]

    @property
    def is_unfolded(self) -> bool:
        """Tell whether a folded field is used or wrong."""
        used = {*self.asked, *self.errors}
        return any(field.name in used for field in self.folded)


def owner_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """Offer the organisations of the viewer's region; nobody else may list them."""
    if not is_allowed(viewer.role, "see_members"):
        return [EMPTY]
    return [EMPTY, *((str(pk), name) for pk, name in organisations(viewer))]


def material_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """Offer the materials of the vocabulary, and those the viewer's region has of its own."""
    known = [one.code for one in codes("material")]
    own = {row["code"] for row in given_rows(viewer.region_id, "materials")} - {*known}
    return [(code, code_text("material", code)) for code in (*known, *sorted(own))]


def add_refusal(
    form: forms.Form, refusal: Iterable[Problem] | ValidationError, fields: Mapping[str, str]
) -> None:
    """Write what a command refused beside the fields; ``fields`` names them by column."""
    if isinstance(refusal, ValidationError):
        _add_validation(form, refusal, fields)
        return
    for problem in refusal:
        sentence = f"{message(problem, language())} {cure(problem, language())}"
        name = fields.get(problem.where.column, problem.where.column)
        form.add_error(name if name in form.fields else None, sentence)


def _add_validation(form: forms.Form, refusal: ValidationError, fields: Mapping[str, str]) -> None:
    told: Mapping[str, Any] = getattr(refusal, "error_dict", {"": refusal})
    for name, errors in told.items():
        known = fields.get(name, name)
        form.add_error(known if known in form.fields else None, errors)
