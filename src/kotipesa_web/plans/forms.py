# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take in what a plan is to keep to, and what of its moves is to be shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotipesa_web.core.viewer import Viewer
from kotipesa_web.plans.contents import Contents
from kotipesa_web.plans.moves import IN, OUT, WITHIN, Asked, months_of
from kotipesa_web.plans.queries import may_be_opened, plans_for
from kotipesa_web.ui.fields import DecimalCommaField, field_for
from kotipesa_web.ui.formats import code_text, month_words

PER_CENT = 100
SECONDS_OF_MINUTE = 60
WAYS = (("", _("All")), (OUT, _("Leaving us")), (IN, _("Coming to us")), (WITHIN, _("Our own")))


class NewPlanForm(forms.Form):
    """The name of a plan and what it is to keep to; what is left empty is as the region says."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_("Members find the plan by it, for example: Spring 2027, carbon at 100 €."),
    )
    gap_percent = DecimalCommaField(
        label=_("Precision"),
        unit="%",
        required=False,
        min_value=0,
        max_value=50,
        help_text=_("How far from the proven best is near enough. Empty: the region's setting."),
    )
    time_limit_minutes = DecimalCommaField(
        label=_("Time at most"),
        unit="min",
        required=False,
        min_value=0,
        max_value=24 * 60,
        help_text=_("The best plan found by then is kept, with how far from the best it can be."),
    )
    carbon_eur_per_t = field_for("settings", "carbon_eur_per_t", required=False)
    unmet_eur_per_t = field_for("settings", "unmet_eur_per_t", required=False)
    months = field_for("settings", "months", required=False)
    open_ids = forms.MultipleChoiceField(
        label=_("Planned facilities to count as built"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their cost of building is added to the plan's."),
    )
    groups = (
        (_("Plan"), ["name"]),
        (_("How good, how long"), ["gap_percent", "time_limit_minutes"]),
        (_("Prices and time"), ["carbon_eur_per_t", "unmet_eur_per_t", "months"]),
        (_("Facilities"), ["open_ids"]),
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        """Offer the planned facilities of the viewer's region."""
        super().__init__(*args, **kwargs)
        offered = may_be_opened(viewer)
        if offered:
            _offer(self, "open_ids", offered)
        else:
            del self.fields["open_ids"]

    @property
    def parameters(self) -> dict[str, Any]:
        """Give what was told, in the units of the engine."""
        told = self.cleaned_data
        gap, minutes = told["gap_percent"], told["time_limit_minutes"]
        values = {
            "gap": float(gap) / PER_CENT if gap is not None else None,
            "time_limit_s": float(minutes) * SECONDS_OF_MINUTE if minutes is not None else None,
            "carbon_eur_per_t": _float(told["carbon_eur_per_t"]),
            "unmet_eur_per_t": _float(told["unmet_eur_per_t"]),
            "months": told["months"],
            "open_ids": told.get("open_ids") or None,
        }
        return {name: value for name, value in values.items() if value is not None}


class MovesForm(forms.Form):
    """Which of the moves to show."""

    month = forms.ChoiceField(label=_("Month"), required=False)
    material = forms.ChoiceField(label=_("Material"), required=False)
    way = forms.ChoiceField(label=_("Direction"), required=False, choices=WAYS)

    def __init__(self, contents: Contents, *args: Any, **kwargs: Any) -> None:
        """Offer the months of the plan and all materials that plans know, not those that move."""
        super().__init__(*args, **kwargs)
        _offer(self, "month", month_choices(contents))
        codes = sorted({end.material for end in contents.ends.values() if end.material})
        materials = sorted((code_text("material", code), code) for code in codes)
        _offer(self, "material", [("", _("All")), *((c, text) for text, c in materials)])

    @property
    def asked(self) -> Asked:
        """Give what is asked for; what is not offered counts as not asked."""
        told = self.cleaned_data if self.is_valid() else {}
        return Asked(**{name: told.get(name, "") for name in ("month", "material", "way")})


class CompareForm(forms.Form):
    """Which plan to compare with."""

    other = forms.ChoiceField(label=_("Compare with"))

    def __init__(self, viewer: Viewer, pk: int, *args: Any, **kwargs: Any) -> None:
        """Offer the other plans of the region."""
        super().__init__(*args, **kwargs)
        others = plans_for(viewer).exclude(pk=pk).values_list("pk", "name")[:200]
        _offer(self, "other", [(str(one), name) for one, name in others])


def month_choices(contents: Contents) -> list[tuple[str, Any]]:
    """Offer the months of a plan, all of them first."""
    return [("", _("All months")), *((m, month_words(m)) for m in months_of(contents))]


def _offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
