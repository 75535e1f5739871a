# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take in files, what their rows get, and which column feeds which."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotipesa_web.accounts.models import Unit
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.engine.mapping import CONSTANT, UNIT, said, units_of
from kotipesa_web.intake.models import Batch
from kotipesa_web.intake.preview import TABLES
from kotipesa_web.places.rowforms import kept_until, secrecy_ground
from kotipesa_web.ui.columns import columns_of
from kotipesa_web.ui.fields import CodeField
from kotipesa_web.ui.formats import language, number_text

MOST_FILES = 20
KEEP = "keep_as"
LEFT_OUT = "-"
AS_PROPOSED = "*"
ROW_IS = {
    "lots": _("A lot"),
    "projects": _("A project"),
    "sites": _("A site"),
    "facilities": _("A facility"),
}
GROUPS = {
    **TABLES,
    "codes": _("What the file's words mean"),
    "others": _("Other columns of the register"),
}


class ManyFilesInput(forms.ClearableFileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file; raises ValidationError."""
        files = data if isinstance(data, list | tuple) else [data]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Bring at most 20 files at once."))
        return [super(ManyFilesField, self).clean(one, initial) for one in files]


class _Graded(forms.Form):
    """What the new rows of a batch get."""

    sensitivity = forms.ChoiceField(
        label=_("Who sees the new rows"),
        choices=Sensitivity.choices,
        initial=Sensitivity.SEALED,
        help_text=_("Lots that say it in their own column keep what they say."),
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("No unit")
    )

    def __init__(self, viewer: Viewer, *args: Any, **options: Any) -> None:
        """Offer the units of the viewer's organisation."""
        super().__init__(*args, **options)
        self.fields["unit"].queryset = Unit.objects.filter(  # type: ignore[attr-defined]
            organisation_id=viewer.organisation_id or 0
        )


class UploadForm(_Graded):
    """Files to bring in."""

    upload = ManyFilesField(
        label=_("Files"),
        help_text=_("Excel, CSV, SeutuMASSA's CSV, GeoPackage, GeoJSON or a zipped Shapefile."),
    )
    field_order = ("upload", "sensitivity", "unit")


class ChoicesForm(_Graded):
    """What the new rows get, and what happens to rows the file no longer has."""

    publicity_ground = secrecy_ground()
    retain_until = kept_until()
    withdraws_gone = forms.BooleanField(
        label=_("Withdraw the rows that the file no longer has"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, viewer: Viewer, batch: Batch, *args: Any, **options: Any) -> None:
        """Begin with what was chosen."""
        initial = {
            "sensitivity": batch.sensitivity,
            "unit": batch.unit_of_owner_id,
            "publicity_ground": batch.publicity_ground,
            "retain_until": batch.retain_until,
            "withdraws_gone": batch.withdraws_gone,
            "version": batch.version,
        }
        super().__init__(viewer, *args, initial=initial, **options)


class AcceptForm(forms.Form):
    """The version of the batch that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    loses_many = forms.BooleanField(required=False)


class TableForm(forms.Form):
    """What a row of a file is."""

    table = forms.ChoiceField(label=_("A row of the file is"), choices=[*ROW_IS.items()])


class MappingForm(forms.Form):
    """Which column of the file feeds which column of ours."""

    def __init__(self, batch: Batch, *args: Any, **options: Any) -> None:
        """Make a field for each line of the proposal, and for each column it has no line for."""
        super().__init__(*args, **options)
        told = batch.proposal
        self.table = told["table"]
        self.lines = {line[0]: line for line in told["lines"] if not line[0].startswith("file.")}
        columns = [(name, name) for name in told["columns"] if name]
        others = [f"{self.table}.{column.name}" for column in columns_of(self.table)]
        self.places = list(dict.fromkeys([*self.lines, *others]))
        for place in self.places:
            self._add(place, columns)
        self.fields[KEEP] = forms.CharField(
            label=_("Keep this for files of the same shape, by the name"),
            required=False,
            max_length=60,
        )

    def _add(self, place: str, columns: list[tuple[str, str]]) -> None:
        _place, fed, score, why = self.lines.get(place, (place, "", None, ()))
        help_text = _reasons(score, why)
        if place.startswith("codes."):
            self.fields[place] = self._code_field(place, help_text)
            return
        if place.endswith(UNIT):
            units = [(unit, unit) for unit in units_of(place)]
            self.fields[place] = forms.ChoiceField(label=_title(place), choices=units)
            return
        known = {name for name, _name in columns}
        is_said = fed not in known and fed not in ("", "?")
        own: list[tuple[str, Any]] = [(LEFT_OUT, _("Not in the file"))]
        own += [(AS_PROPOSED, fed)] if is_said else []
        self.fields[place] = forms.ChoiceField(
            label=_title(place),
            choices=[*own, (CONSTANT, _("The same in every row:")), *columns],
            initial=AS_PROPOSED if is_said else fed if fed in known else LEFT_OUT,
            help_text=help_text,
        )
        self.fields[_constant(place)] = forms.CharField(label=_("Value"), required=False)

    def _code_field(self, place: str, help_text: str) -> forms.Field:
        """Ask what a word of a column means, of the table's own or of one filled beside it."""
        name, _dot, said = place.removeprefix("codes.").partition(".")
        tables = dict.fromkeys([self.table, *(told.partition(".")[0] for told in self.lines)])
        columns = [one for table in tables if table in ROW_IS for one in columns_of(table)]
        column = next(one for one in columns if one.name == name)
        label = f"{column.title()}: {said}"
        if not column.vocabulary:
            return forms.CharField(label=label, help_text=help_text)
        return CodeField(column.vocabulary, label=label, help_text=help_text)

    def groups_of_fields(self) -> Iterator[tuple[str, Any, list[tuple[Any, Any]]]]:
        """Give the fields in groups: what was proposed by table, translations, what is left."""
        shown: dict[str, list[tuple[Any, Any]]] = {name: [] for name in (self.table, *GROUPS)}
        for place in self.places:
            table = place.partition(".")[0]
            name = _constant(place)
            constant = self[name] if name in self.fields else None
            group = table if place in self.lines and table in GROUPS else "others"
            shown[group].append((self[place], constant))
        for name, fields in shown.items():
            yield name, GROUPS[name], fields

    def answers(self) -> Mapping[str, str]:
        """Give what was changed, by place."""
        answers = {}
        for place in self.places:
            told = self.cleaned_data[place]
            is_left_out = told == LEFT_OUT
            if told == AS_PROPOSED or (is_left_out and place not in self.lines):
                continue
            if told == self.fields[place].initial and not is_left_out:
                continue
            if told == CONSTANT:
                told = CONSTANT + self.cleaned_data[_constant(place)]
            answers[place] = "" if told == LEFT_OUT else told
        return answers


def _constant(place: str) -> str:
    return f"{place}{CONSTANT}"


def _reasons(score: float | None, why: Any) -> str:
    told = said(why, language())
    told = told[:1].upper() + told[1:]
    if score is None:
        return f"{told}." if told else ""
    return _("%(why)s. Certainty %(score)s.") % {"why": told, "score": number_text(score, 2)}


def _title(place: str) -> str:
    """Call a place, such as ``lots.amount`` or ``lots.parts[2].amount``, as the register does."""
    if place.endswith(UNIT):
        return _("%(title)s, unit") % {"title": _title(place.removesuffix(UNIT))}
    table, _dot, name = place.partition(".")
    part, _dot, name = name.rpartition(".")
    title = next(column.title() for column in columns_of(table) if column.name == name)
    number = part.removeprefix("parts[").removesuffix("]")
    return _("%(title)s, part %(number)s") % {"title": title, "number": number} if part else title
