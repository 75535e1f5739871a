# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what is written straight to what Django would write."""

import pytest
from django import forms
from django.urls import reverse

from kotipesa_web.ui.addresses import row_addresses
from kotipesa_web.ui.offers import Offered, Select
from kotipesa_web.ui.rendering import FormRenderer

PAIRS = (("", "-"), ("a", "A & B"), ('"b"', "<B>"), ("c", "C"))


@pytest.mark.parametrize("chosen", [None, "", "a", '"b"', "unknown"])
@pytest.mark.parametrize("choices", [PAIRS, Offered(PAIRS), lambda: Offered(PAIRS)])
def test_a_select_is_written_as_django_writes_it(choices, chosen):
    attrs = {"id": "id_it", "required": True, "class": "govuk-select"}
    known = forms.Select(choices=PAIRS).render("it", chosen, attrs, FormRenderer())
    ours = forms.ChoiceField(widget=Select, choices=choices).widget.render("it", chosen, attrs)
    assert ours == known


def test_the_address_of_a_row_is_that_of_its_page():
    assert row_addresses("lots:lot")(7) == reverse("lots:lot", args=[7])
    assert row_addresses("lots:edit")(50_000) == reverse("lots:edit", args=[50_000])
