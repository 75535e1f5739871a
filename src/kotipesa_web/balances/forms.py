# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask what of a balance to show, and what stands on the cover of its annex."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotipesa.periods import month_number
from kotipesa_web.balances.contents import Contents
from kotipesa_web.balances.scopes import OURS, Scope
from kotipesa_web.balances.sums import Asked
from kotipesa_web.places.words import municipality_name
from kotipesa_web.ui.fields import MonthField, OutlineField, field_for
from kotipesa_web.ui.formats import code_text, date_text

DIVISIONS = (("material", _("Material")), ("municipality", _("Municipality")))
ENDINGS = ((".docx", _("Word document (DOCX)")), (".pdf", _("PDF")))


class BalanceForm(forms.Form):
    """Filters of a balance; they stand in the query string."""

    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    material = forms.ChoiceField(label=_("Material"), required=False)
    first = MonthField(label=_("First month"), required=False)
    last = MonthField(label=_("Last month"), required=False)

    def __init__(self, contents: Contents | None, *args: Any, **named: Any) -> None:
        """Offer the municipalities and materials of a balance."""
        super().__init__(*args, **named)
        places = contents.municipalities.tolist() if contents else []
        materials = contents.materials.tolist() if contents else []
        names = sorted((municipality_name(code), code) for code in places if code)
        words = sorted((code_text("material", code), code) for code in materials)
        self._offer("municipality", _("All municipalities"), names)
        self._offer("material", _("All materials"), words)

    def _offer(self, field: str, everything: Any, named: list[tuple[str, str]]) -> None:
        choices = [("", everything), *((code, name) for name, code in named)]
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    @property
    def asked(self) -> Asked:
        """Give what was asked and makes sense."""
        self.is_valid()
        told = self.cleaned_data
        return Asked(
            municipality=told.get("municipality", ""),
            material=told.get("material", ""),
            first=month_number(told.get("first") or ""),
            last=month_number(told.get("last") or ""),
        )


class AreaForm(BalanceForm):
    """The same within an area that is drawn or typed."""

    outline = OutlineField(
        label=_("Corners of the area"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: longitude and latitude. Draw them on the map, or type them."),
    )

    field_order = ("outline", "material", "first", "last")

    def __init__(self, *args: Any, **named: Any) -> None:
        """Leave the municipality out: the area says where."""
        super().__init__(*args, **named)
        del self.fields["municipality"]

    @property
    def scope(self) -> Scope:
        """Give the area; one without corners is nowhere yet."""
        self.is_valid()
        return Scope(corners=tuple(self.cleaned_data.get("outline") or ()))


class BehindForm(BalanceForm):
    """Which figure to open: a side, a slice, and whose lots."""

    direction = field_for("lots", "direction", required=False, help_text="")
    whose = forms.ChoiceField(
        label=_("Whose lots"), required=False, choices=[("", _("All we know")), (OURS, _("Ours"))]
    )
    outline = OutlineField(required=False, widget=forms.HiddenInput())

    @property
    def scope(self) -> Scope:
        """Give whose lots and where."""
        self.is_valid()
        told = self.cleaned_data
        return Scope(told.get("whose", ""), tuple(told.get("outline") or ()))


class CompareForm(forms.Form):
    """Which two balances to set side by side."""

    one = forms.ChoiceField(label=_("Earlier balance"))
    other = forms.ChoiceField(label=_("Later balance"))

    def __init__(self, versions: list[Any], *args: Any, **named: Any) -> None:
        """Offer versions by when they were made."""
        super().__init__(*args, **named)
        offered = [(str(one.pk), date_text(one.made_at)) for one in versions]
        for name in ("one", "other"):
            self.fields[name].choices = offered  # type: ignore[attr-defined]


class AnnexForm(forms.Form):
    """What stands on the cover of an annex, and what it divides the sums by."""

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("Empty: Mass balance, in the language of the annex."),
    )
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=200)
    diary_number = forms.CharField(label=_("Record number"), required=False, max_length=100)
    author = forms.CharField(label=_("Prepared by"), required=False, max_length=200)
    date = forms.CharField(label=_("Date"), required=False, max_length=30)
    by = forms.MultipleChoiceField(
        label=_("Tables by"),
        choices=DIVISIONS,
        initial=["material"],
        widget=forms.CheckboxSelectMultiple,
    )
    funders = forms.CharField(
        label=_("Funders"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, as the funder wants to be named."),
    )
    ending = forms.ChoiceField(label=_("File"), choices=ENDINGS, widget=forms.RadioSelect)
    groups = (
        (_("Cover"), ["title", "organisation", "diary_number", "author", "date"]),
        (_("Contents"), ["by", "funders"]),
        (_("File"), ["ending"]),
    )

    @property
    def asked(self) -> dict[str, Any]:
        """Give what was told, as the job takes it."""
        told = dict(self.cleaned_data)
        ending = told.pop("ending")
        lines = [line.strip() for line in told.pop("funders").splitlines()]
        return {"ending": ending, "cover": {**told, "funders": [line for line in lines if line]}}
