# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find a row by what is typed of it, keep what was typed, offer what it may be."""

import pytest
from django import forms
from django.urls import reverse

from kotipesa_web.projects.models import Project
from kotipesa_web.ui.rowfield import RowField

pytestmark = pytest.mark.django_db


class Asked(forms.Form):
    """A form with nothing but a project."""

    project = RowField("projects:offered", required=False)

    def __init__(self, *args, **named):
        """Offer all projects but those of others, as views do."""
        super().__init__(*args, **named)
        self.fields["project"].offer(Project.objects.order_by("pk"))


@pytest.fixture
def rows(world):
    """Name three projects: two are called the same, one has parts of their names."""
    names = {"helsinki-public": "Katu", "helsinki-partners": "katu", "helsinki-sealed": "Katu <2>"}
    for key, name in names.items():
        Project.objects.filter(pk=world.projects[key].pk).update(name=name)
    return {key: world.projects[key] for key in names}


def test_a_row_is_found_by_its_name_its_id_or_both(rows):
    public, sealed = rows["helsinki-public"], rows["helsinki-sealed"]
    for text, found in (
        (f" {public.code} ", public.pk),
        (f"Katu ({public.code})", public.pk),
        ("katu <2>", sealed.pk),
        ("", None),
    ):
        form = Asked({"project": text})
        assert form.is_valid(), text
        assert form.cleaned_data == {"project": found}


def test_what_no_row_or_more_than_one_is_called_is_refused_with_what_it_may_be(rows):
    offers = [
        f"{name} ({one.code})"
        for name, one in zip(("Katu", "katu", "Katu <2>"), rows.values(), strict=True)
    ]
    for text, words in (
        ("katu", f"kirjoita tunnuskin, kuten {', '.join(offers)}."),
        ("Kat", f"Tarkoititko: {', '.join(offers)}?"),
        ("Tori", "Teillä ei ole tämän nimistä."),
    ):
        form = Asked({"project": text})
        assert form.errors["project"][0].endswith(words)
        assert f'value="{text}"' in str(form["project"])


def test_a_kept_row_is_shown_by_name_and_id_and_one_without_a_name_by_its_id(rows):
    sealed = rows["helsinki-sealed"]
    shown = str(Asked(initial={"project": sealed.pk})["project"])
    assert f'value="Katu &lt;2&gt; ({sealed.code})"' in shown
    assert f'hx-get="{reverse("projects:offered")}"' in shown
    Project.objects.filter(pk=sealed.pk).update(name="")
    assert f'value="{sealed.code}"' in str(Asked(initial={"project": sealed.pk})["project"])


@pytest.mark.usefixtures("rows")
def test_only_rows_of_ones_own_are_offered_and_found(client_of, world):
    client = client_of("coordinator")
    told = client.get(reverse("projects:offered"), {"project": "katu"}).content.decode()
    assert told.count("<option") == 3
    assert "Katu &lt;2&gt;" in told
    other = world.projects["vantaa-public"]
    assert client.get(reverse("projects:offered"), {"project": other.code}).content == b""
    answer = client.post(reverse("lots:add"), {"project": other.code})
    assert answer.context["form"].errors["project"] == ["Teillä ei ole tämän nimistä."]
    site = world.projects["helsinki-public"].site
    told = client.get(reverse("places:offered_sites"), {"site": site.code}).content.decode()
    assert told == f'<option value="{site.name} ({site.code})"></option>'
