# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold what templates write: numbers for programs as digits, buttons in clothes styles know."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.template import engines
from django.template.base import Lexer, TokenType

import kotipesa_web

PACKAGE = Path(kotipesa_web.__file__).parent
ANGLES = re.compile(r"[<>]")
BUTTON = re.compile(r'<button[^>{]* class="([\w -]+)"')
WHOLE_NUMBER = re.compile(r"(?:^|[._])(?:pk|id|version|number|counter|percent|line)$")
WORDS = {"one.id", "table.id", "attrs.id", "field.first_id", "number"}  # a page is read aloud


def written_in_tags(text: str) -> Iterator[str]:
    """List what a template writes between `<` and `>`."""
    within = False
    for token in Lexer(text).tokenize():
        if token.token_type == TokenType.TEXT:
            for angle in ANGLES.findall(token.contents):
                within = angle == "<"
        elif token.token_type == TokenType.VAR and within:
            yield token.contents


def test_what_is_written_in_tags_is_told_from_what_is_read():
    template = '<p id="row-{{ row.pk }}">{{ row.line }}</p><i {{ a }}>{{ b }}'
    assert list(written_in_tags(template)) == ["row.pk", "a"]


def test_no_number_in_a_tag_is_written_for_people():
    spaced = {
        f"{path.relative_to(PACKAGE)}: {written}"
        for path in sorted(PACKAGE.rglob("*.html"))
        for written in written_in_tags(path.read_text(encoding="utf-8"))
        if WHOLE_NUMBER.search(written) and written not in WORDS
    }
    assert spaced == set()


def test_a_number_is_written_with_spaces_for_people_and_without_for_programs():
    template = engines["django"].from_string("{{ told }} {{ told|unlocalize }}")
    assert template.render({"told": 12345}) == "12\xa0345 12345"


def test_every_button_wears_what_a_style_knows():
    styles = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.css"))
    unknown = {
        f"{path.relative_to(PACKAGE)}: {worn}"
        for path in sorted(PACKAGE.rglob("*.html"))
        for classes in BUTTON.findall(path.read_text(encoding="utf-8"))
        for worn in classes.split()
        if not re.search(rf"\.{worn}\b", styles)
    }
    assert unknown == set()
