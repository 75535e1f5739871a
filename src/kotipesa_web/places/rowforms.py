# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Be the form of a row: folded groups, its version, and what others changed meanwhile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from kotipesa.errors import InputError
from kotipesa_web.core.errors import Conflict
from kotipesa_web.core.sensitivity import PublicityGround, Sensitivity
from kotipesa_web.places.forms import add_refusal
from kotipesa_web.ui.formats import NOTHING, date_text, number_text
from kotipesa_web.ui.rowfield import RowField
from kotipesa_web.ui.tables import Text

Saved = TypeVar("Saved")
SEEN_BY = (
    (
        Sensitivity.PARTNERS.value,
        _("Partners: municipalities see it as it is, companies roughly (quarter, area, band)."),
    ),
    (
        Sensitivity.SEALED.value,
        _("Sealed: only we see it. Plans use it, but tell others nothing of it."),
    ),
    (
        Sensitivity.PUBLIC.value,
        _("Public: everybody sees it, amounts as a band. Contact details are not shown."),
    ),
)


@dataclass(frozen=True, slots=True)
class Fold:
    """A group of fields; only the first is open unless something in it is wrong."""

    title: Text
    fields: list[BoundField]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One field as it stands now, and as it was typed."""

    title: Text
    present: str
    typed: str


class RowForm(forms.Form):
    """A form whose fields are called as the fields of its row.

    ``columns`` names the field of an engine's column called otherwise; ``references`` are fields
    that hold the id of a row; ``folds`` are the groups, the first always open.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    columns: Mapping[str, str] = {}
    references: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    folds: Sequence[tuple[Text, Sequence[str]]] = ()
    compared: Sequence[Compared] = ()

    def __init__(self, *args: Any, **named: Any) -> None:
        """Ask no more of a row that stands than it has: an import may leave out much."""
        super().__init__(*args, **named)
        if self.is_of_row:
            for name, value in self.initial.items():
                if value is None or value == "":
                    self.fields[name].required = False

    @property
    def is_of_row(self) -> bool:
        """Tell whether this is the form of a row that stands."""
        return "version" in self.initial

    @property
    def groups(self) -> list[Fold]:
        """Give the folded groups of visible fields."""
        return [
            Fold(
                title,
                [self[name] for name in names if name in self.fields],
                is_open=place == 0 or any(name in self.errors for name in names),
            )
            for place, (title, names) in enumerate(self.folds)
        ]

    @property
    def values(self) -> dict[str, Any]:
        """Give what was typed as commands take it."""
        told = self.cleaned_data.items()
        skipped = {"version", *self.apart}
        return {
            f"{name}_id" if name in self.references else name: self._plain(name, value)
            for name, value in told
            if name not in skipped
        }

    def save(self, command: Callable[[], Saved]) -> Saved | None:
        """Run a command; what it refuses stands beside the fields, and None comes back."""
        try:
            return command()
        except InputError as refused:
            add_refusal(self, refused.problems, self.columns)
        except ValidationError as refused:
            add_refusal(self, refused, self.columns)
        except Conflict as conflict:
            self._meet(conflict)
        return None

    def _meet(self, conflict: Conflict) -> None:
        """Keep what was typed, show what stands now, and let the next try replace it knowingly."""
        data: Any = self.data
        self.data = data.copy()
        self.data["version"] = str(conflict.present.version)  # type: ignore[index]
        pairs = [
            Compared(
                self.fields[name].label or name,
                self._words(name, getattr(conflict.present, name)),
                self._words(name, self.cleaned_data[name]),
            )
            for name in self.cleaned_data
            if name != "version" and hasattr(conflict.present, name)
        ]
        self.compared = [pair for pair in pairs if pair.present != pair.typed]
        self.add_error(
            None,
            _("Somebody else changed this meanwhile. Nothing is saved yet: compare, then save."),
        )

    def _plain(self, name: str, value: Any) -> Any:
        if name in self.references:
            return int(value) if value else None
        return float(value) if isinstance(value, Decimal) else value

    def _words(self, name: str, value: Any) -> str:
        field, value = self.fields[name], getattr(value, "pk", value)
        if isinstance(field, RowField):
            return field.words(value) or NOTHING
        choices = {str(code): str(text) for code, text in _flat(field)}
        if isinstance(value, list):
            return ", ".join(choices.get(str(one), str(one)) for one in value) or NOTHING
        return choices.get(str(value), str(value)) if choices and value else _told(value)


def secrecy_ground() -> forms.ChoiceField:
    """Ask why a row is secret."""
    return forms.ChoiceField(
        label=_("Ground of secrecy"),
        required=False,
        choices=PublicityGround.choices,
        help_text=_(
            "Documents of authorities are public unless there is a ground. Record the ground when "
            "a row of a municipality is not public, so that a request can be answered."
        ),
    )


def kept_until() -> forms.DateField:
    """Ask how long a row is kept."""
    return forms.DateField(
        label=_("Kept until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input-month"}, format="%Y-%m-%d"),
        help_text=_("The day after which this may be removed; empty: as long as it is needed."),
    )


class OwnedForm(RowForm):
    """A form of a row that people grade: who sees it, why it is secret, how long it is kept."""

    sensitivity = forms.ChoiceField(
        label=_("Who sees this"),
        choices=SEEN_BY,
        widget=forms.RadioSelect,
        initial=Sensitivity.PARTNERS.value,
    )
    publicity_ground = secrecy_ground()
    retain_until = kept_until()


OWNED_FOLD = (_("Who sees this"), ("sensitivity", "publicity_ground", "retain_until"))


def initial_of(form: type[RowForm], row: Any) -> dict[str, Any]:
    """Give the values of a row for the fields of a form."""
    fields = {name: f"{name}_id" if name in form.references else name for name in form.base_fields}
    return {name: getattr(row, field) for name, field in fields.items() if hasattr(row, field)}


def _told(value: Any) -> str:
    if value in {None, ""}:
        return NOTHING
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, date):
        return date_text(value)
    return number_text(float(value)) if isinstance(value, int | float | Decimal) else str(value)


def _flat(field: forms.Field) -> list[tuple[Any, Any]]:
    return [*getattr(field, "choices", ())]
