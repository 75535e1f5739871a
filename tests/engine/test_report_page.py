# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""The page stands alone, is safe, can be used by everybody and says what it does not know."""

import json
import re
import time
from collections import Counter
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from report_sample import write_sample

from kotipesa.errors import LANGUAGES
from kotipesa.report import Facts, read_facts, render_html, write_html

VOID = {"meta", "br", "img", "link", "input", "hr"}
EVIL = "<script>alert('x')</script>"
QUOTE = '"><img src=x onerror=alert(1)>{{ 7*7 }}'


class Page(HTMLParser):
    """The elements of a page, with the check that every one of them is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note an element that begins."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Note an element without content."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        """Note an end that does not fit."""
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data):
        """Keep the words."""
        if data.strip() and (not self.open or self.open[-1] != "style"):
            self.words.append(" ".join(data.split()))

    def attributes(self, name: str) -> list[str]:
        """Give the values of an attribute."""
        return [found[name] for _, found in self.elements if found.get(name)]

    def tags(self, *names: str) -> list[str]:
        """Give the elements of these names, in order."""
        return [tag for tag, _ in self.elements if tag in names]


@pytest.fixture(scope="module")
def facts(tmp_path_factory) -> Facts:
    return read_facts(write_sample(Path(tmp_path_factory.mktemp("plan")), lots=120, seed=3))


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request, facts) -> tuple[str, Page]:
    return request.param, Page(render_html(facts, request.param))


def changed(directory: Path, table_name: str, **columns: str) -> None:
    """Write the same text into every row of some columns of a table."""
    path = directory / f"{table_name}.csv"
    table = pl.read_csv(path, infer_schema=False)
    table.with_columns(pl.lit(v).alias(c) for c, v in columns.items()).write_csv(path)


def test_every_element_is_closed_and_the_language_is_told(page):
    language, read = page
    assert (read.unbalanced, read.open) == ([], [])
    assert dict(read.elements)["html"]["lang"] == language


def test_the_page_needs_nothing_from_outside(page):
    _, read = page
    assert read.tags("script", "link", "iframe", "img", "object", "embed", "form") == []
    assert [
        a for a in ("src", "srcset", "xlink:href", "style", "onclick") if read.attributes(a)
    ] == []
    assert [link for link in read.attributes("href") if not link.startswith("#")] == []
    style = files("kotipesa.report").joinpath("templates/report.css").read_text("utf-8")
    assert re.findall(r"url\(|@import|@font-face", style) == []


def test_every_link_and_label_leads_somewhere(page):
    _, read = page
    ids = read.attributes("id")
    labels = " ".join(read.attributes("aria-labelledby")).split()
    targets = [link[1:] for link in read.attributes("href")]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert set(labels + targets) - set(ids) == set()


def test_headings_go_down_one_step_at_a_time(page):
    _, read = page
    levels = [int(tag[1]) for tag in read.tags("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))


def test_tables_have_captions_and_heads_with_scope(page):
    _, read = page
    assert len(read.tags("table")) == len(read.tags("caption"))
    assert {found.get("scope") for tag, found in read.elements if tag == "th"} == {"col", "row"}


def test_pictures_have_words(page):
    _, read = page
    pictures = [found for tag, found in read.elements if tag == "svg"]
    silent = [p for p in pictures if p.get("aria-hidden") != "true" and p.get("role") != "img"]
    nameless = [
        p
        for p in pictures
        if p.get("role") == "img" and not (p.get("aria-labelledby") or p.get("aria-label"))
    ]
    assert (silent, nameless) == ([], [])


def test_no_figure_was_left_as_a_python_value(page):
    _, read = page
    words = " ".join(read.words)
    assert re.findall(r"\b(?:None|nan|inf|True|False)\b|\{\w+\}|Undefined", words) == []


def test_the_same_facts_give_the_same_bytes(facts, tmp_path):
    for name in ("a", "b"):
        write_html(facts, "sv", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_names_cannot_become_markup(tmp_path):
    directory = write_sample(tmp_path / "plan", lots=40)
    changed(directory, "lots", name=EVIL, project_name=EVIL, municipality=QUOTE, material=QUOTE)
    changed(directory, "facilities", name=QUOTE, municipality=EVIL)
    changed(directory, "balance", municipality=EVIL, material=QUOTE)
    changed(directory, "explain", binding=f"{EVIL}:{QUOTE}|intake:x:2026-04")
    changed(directory, "unmet", reason=EVIL)
    record = json.loads((directory / "plan.json").read_text())
    record |= {"name": EVIL, "opened": [QUOTE], "unverified": [EVIL], "input_sha256": QUOTE}
    record["settings"] = {EVIL: QUOTE}
    record["notes"] = [dict.fromkeys(("code", "fi", "sv", "en"), EVIL)]
    record["impact"] = [{"id": EVIL, "value": 1, "unit": QUOTE, "factors": [EVIL], "kind": "fact"}]
    record["rests_on"]["members"] = [{"owner": QUOTE, "lots": 1, "tonnes": 1}]
    record["factors"] = [{"id": EVIL, "source": QUOTE, "unit": EVIL}]
    (directory / "plan.json").write_text(json.dumps(record))
    text = render_html(read_facts(directory), "fi")
    read = Page(text)
    assert read.tags("script", "img") == []
    assert (read.unbalanced, read.open) == ([], [])
    assert [a for a in ("onerror", "src") if read.attributes(a)] == []
    words = " ".join(read.words)
    assert EVIL in words
    assert "{{ 7*7 }}" in words


def test_sealed_lots_are_told_with_their_number(facts, tmp_path):
    words = " ".join(Page(render_html(facts, "fi")).words)
    assert "Sisältää salassa pidettäviä tietoja" in words
    assert "(40 erää)" in words.replace("\xa0", " ")
    directory = write_sample(tmp_path / "plan")
    changed(directory, "lots", sensitivity="public")
    assert "salassa" not in render_html(read_facts(directory), "fi")


def test_what_is_missing_is_said(tmp_path):
    directory = write_sample(tmp_path / "plan")
    for name in ("lots", "facilities"):
        (directory / f"{name}.csv").unlink()
    record = json.loads((directory / "plan.json").read_text())
    for key in ("impact", "factors", "rests_on", "baselines", "start", "months", "settings"):
        del record[key]
    (directory / "plan.json").write_text(json.dumps(record))
    words = " ".join(Page(render_html(read_facts(directory), "en")).words)
    said = (
        "The map cannot be drawn",
        "no comparison was computed",
        "Effects with intervals have not been computed",
        "has no list of factors",
        "does not tell which municipalities",
        "does not have: lots.csv",
        "does not have: rests_on",
    )
    assert [sentence for sentence in said if sentence not in words] == []


def test_municipalities_without_data_are_named_and_not_zero(facts):
    words = Page(render_html(facts, "sv")).words
    assert any("Uppgifter saknas från följande kommuner: Hangö." in w for w in words)
    row = words.index("Hangö", words.index("Kommunerna och deras projekt"))
    assert words[row + 1 : row + 4] == ["Uppgifter saknas", "–", "inte känt"]  # noqa: RUF001


def test_a_plan_that_cannot_be_made_gives_its_reasons(tmp_path):
    reason = {"code": "lock", "fi": "Lukko rikkoo säännön.", "sv": "x", "en": "y"}
    record = {"status": "infeasible", "conflicts": [reason], "start": "2026-01", "months": 12}
    (tmp_path / "plan.json").write_text(json.dumps(record))
    read = Page(render_html(read_facts(tmp_path), "fi"))
    assert (read.unbalanced, read.open) == ([], [])
    assert "Lukko rikkoo säännön." in read.words
    assert "tammikuu 2026 – joulukuu 2026" in read.words  # noqa: RUF001


@pytest.mark.parametrize("name", ["moves", "stocks", "balance", "unmet", "explain"])
def test_an_empty_table_is_no_crash(tmp_path, name):
    directory = write_sample(tmp_path / "plan")
    path = directory / f"{name}.csv"
    path.write_text(path.read_text().splitlines()[0] + "\n")
    read = Page(render_html(read_facts(directory), "fi"))
    assert (read.unbalanced, read.open) == ([], [])


def test_a_large_plan_is_shown_within_two_seconds_and_a_megabyte_and_a_half(tmp_path):
    directory = write_sample(tmp_path / "plan", lots=2000, seed=2, moves_per_have=4)
    started = time.perf_counter()
    facts = read_facts(directory)
    text = render_html(facts, "fi")
    seconds = time.perf_counter() - started
    assert len(facts.moves) > 5000
    assert seconds < 2.0
    assert len(text.encode()) < 1_500_000


def luminance(colour: str) -> float:
    parts = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
    shares = [int(parts[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", ["ink", "muted", "have", "need", "stone"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_text_can_be_read_on_every_ground(ink, ground):
    style = files("kotipesa.report").joinpath("templates/report.css").read_text("utf-8")
    colours = dict(re.findall(r"--(\w+): (#\w+)", style))
    light, dark = luminance(colours[ground]), luminance(colours[ink])
    assert (light + 0.05) / (dark + 0.05) >= 4.5
