# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold that every text of every app has its Finnish and Swedish."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from web.words import LANGUAGES, apps, catalogue, missing, wrong_calls

# What is sealed is "salassa pidettävä" and "sekretessbelagd"; a factor is "kerroin" and "faktor".
OTHER_WORDS = {
    "fi": r"sinetöi|\bsalat[tu]|\bsalai[ns]",
    "sv": r"försegl|hemlig(?!het)|koefficient",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("app", apps())
def test_every_text_of_an_app_has_a_finished_translation(app, language):
    assert missing(app, language) == []


@pytest.mark.parametrize("app", apps())
def test_only_plain_texts_are_handed_to_gettext(app):
    assert list(wrong_calls(app)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_two_apps_say_is_translated_the_same(language):
    said: dict[str, set[str]] = {}
    for app in apps():
        for key, text in catalogue(app, language).items():
            if key:
                said.setdefault(key, set()).add(text)
    assert {key: texts for key, texts in said.items() if len(texts) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_app_names_a_thing_by_the_word_chosen_for_it(language):
    other = re.compile(OTHER_WORDS[language], re.IGNORECASE)
    said = {
        f"{app}: {text}"
        for app in apps()
        for text in catalogue(app, language).values()
        if other.search(text)
    }
    assert said == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_of_its_text(language):
    wrong = {
        (app, key)
        for app in apps()
        for key, text in catalogue(app, language).items()
        for each in text.split("\0")
        if key and _places(each) - _places(key)
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("language", "name", "other"),
    [
        ("fi", "Kaksivaiheinen kirjautuminen", "tunnistus"),
        ("sv", "Tvåstegsinloggning", "tvåfaktor"),
        ("en", "Two-step sign-in", "two-factor"),
    ],
)
def test_the_pages_of_two_step_sign_in_call_it_by_one_name(client_of, language, name, other):
    client = client_of("planner")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(reverse("mfa_index")).content.decode()
    assert re.search(rf"<h1>\s*{name}\s*</h1>", page)
    assert other not in page.lower()


def _places(text: str) -> set[str]:
    return {part.partition(")")[0] for part in text.split("%(")[1:]}
