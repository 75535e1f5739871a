# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for what is to be asked, answered and reminded of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots import queries as lots
from kotipesa_web.lots.choices import LotState
from kotipesa_web.lots.lists import amount_words, lot_name
from kotipesa_web.lots.models import Lot
from kotipesa_web.matches.commands import LONGEST
from kotipesa_web.matches.models import Reminding
from kotipesa_web.matches.narrowing import OTHER_WAY
from kotipesa_web.places.words import window_words

MOST_LOTS = 200


class MessageForm(forms.Form):
    """A message to the other side."""

    text = forms.CharField(label=_("Message"), widget=forms.Textarea, max_length=LONGEST)


class AskForm(MessageForm):
    """A question to the owner of a lot, and one's own lot it is for."""

    lot = forms.TypedChoiceField(
        label=_("Our lot it is for"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("They see of it what they may see of it anyway."),
    )
    field_order = ("lot", "text")

    def __init__(self, viewer: Viewer, about: Lot, *args: Any, **named: Any) -> None:
        """Offer the viewer's own open lots that go the other way."""
        super().__init__(*args, **named)
        own = lots.visible_to(viewer).filter(
            owner_id=viewer.organisation_id or 0,
            direction=OTHER_WAY[about.direction],
            state=LotState.OPEN,
        )
        listed = lots.show_all(viewer, own.order_by("material", "first_month", "pk")[:MOST_LOTS])
        told = [(lot.pk, _words(lot)) for lot in listed]
        self.fields["lot"].choices = [("", _("No particular lot")), *told]  # type: ignore[attr-defined]


class RemindingForm(forms.Form):
    """When a forecast is stale."""

    stale_after_months = forms.IntegerField(
        label=_("Stale when not confirmed for so many months"), min_value=1, max_value=60
    )
    near_months = forms.IntegerField(
        label=_("Near when it begins within so many months"),
        min_value=0,
        max_value=24,
        help_text=_("A forecast that is near is asked to be confirmed within the same time."),
    )

    def __init__(self, rule: Reminding, typed: Any = None) -> None:
        """Begin with what holds today."""
        names = ("stale_after_months", "near_months")
        super().__init__(typed, initial={name: getattr(rule, name) for name in names})


def _words(lot: Any) -> str:
    parts = (lot_name(lot), amount_words(lot), window_words(lot["first_month"], lot["last_month"]))
    return ", ".join(part for part in parts if part)
