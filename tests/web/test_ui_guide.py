# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the user guide: the same in three languages, in the words the pages show, served to all."""

import csv
import re
from pathlib import Path

import pytest

from kotipesa_web.ui.guide import GUIDE, PAGES, contents, read_page
from web.words import apps, catalogue

LANGUAGES = ("fi", "sv", "en")
COLUMNS = Path(__file__).parents[2] / "src" / "kotipesa" / "region" / "columns.csv"
BOLD = re.compile(r"\*\*(.+?)\*\*")


def text(name: str, language: str) -> str:
    return (GUIDE / language / f"{name}.md").read_text(encoding="utf-8")


def outline(page: str) -> dict[str, object]:
    """Tell the shape of a page: what a translation must not lose."""
    return {
        "headings": [line.split(" ")[0] for line in page.splitlines() if line.startswith("#")],
        "points": len(re.findall(r"^(?:- |\d+\. )", page, flags=re.MULTILINE)),
        "rows": len(re.findall(r"^\|", page, flags=re.MULTILINE)),
        "links": re.findall(r"\]\((.+?)\)", page),
        "code": len(re.findall(r"`", page)),
        "bold": len(BOLD.findall(page)),
    }


def words_shown(language: str) -> set[str]:
    """Gather every text of the platform and every title of a column in a language."""
    with COLUMNS.open(encoding="utf-8", newline="") as lines:
        titles = {row[language] for row in csv.DictReader(lines)}
    for app in apps():
        said = catalogue(app, "fi" if language == "en" else language)
        titles.update(said.keys() if language == "en" else said.values())
    return titles


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_page_and_no_other(language):
    found = {path.stem for path in (GUIDE / language).iterdir()}
    assert found == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_same_shape_in_three_languages(name):
    shapes = [outline(text(name, language)) for language in LANGUAGES]
    assert shapes[1:] == shapes[:1] * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_speaks_in_the_words_the_pages_show(language):
    told = {word for name in PAGES for word in BOLD.findall(text(name, language))}
    assert sorted(told - words_shown(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_leads_to_every_other(language):
    linked = re.findall(r"\((.+?)\.md\)", text("index", language))
    assert linked == [name for name in PAGES if name != "index"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title", "balance"),
    [
        ("fi", "Käyttöopas", "Massatase"),
        ("sv", "Handledning", "Massbalansen"),
        ("en", "Guide", "The balance"),
    ],
)
def test_the_guide_is_served_in_the_language_of_its_reader(client, language, title, balance):
    answer = client.get("/guide/", headers={"accept-language": language}).content.decode()
    assert f"<h1>{title}</h1>" in answer
    assert f'<a href="/guide/balance/">{balance}</a>' in answer
    assert [name for name, _, _ in contents(language)] == list(PAGES)


@pytest.mark.django_db
def test_a_page_the_guide_does_not_have_is_not_found(client):
    assert client.get("/guide/secrets/").status_code == 404
    assert client.get("/guide/index.md/").status_code == 404


def test_what_looks_like_html_in_a_page_stays_text(tmp_path, monkeypatch):
    monkeypatch.setattr("kotipesa_web.ui.guide.GUIDE", tmp_path)
    (tmp_path / "fi").mkdir()
    (tmp_path / "fi" / "plan.md").write_text(
        "# Otsikko\n\n<script>x</script> [b](balance.md) [j](javascript:x)\n", encoding="utf-8"
    )
    page = read_page("plan", "fi")
    assert page.title == "Otsikko"
    assert page.html.strip() == (
        '<p>&lt;script&gt;x&lt;/script&gt; <a href="/guide/balance/">b</a> [j](javascript:x)</p>'
    )
