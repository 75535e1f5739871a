# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the form of a page as a browser would send it untouched."""

from html.parser import HTMLParser
from urllib.parse import urlencode

Sent = list[tuple[str, str]]


class _Form(HTMLParser):
    """Collects what the controls of a page hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sent: Sent = []
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name, value = told.get("name", ""), told.get("value", "")
        if tag == "select":
            self.select = name
        elif tag == "option" and "selected" in told:
            self.sent.append((self.select, value))
        elif tag == "textarea":
            self.area = name
            self.sent.append((name, ""))
        elif tag == "input" and name:
            may_be_off = told.get("type") in {"checkbox", "radio"}
            if not may_be_off or "checked" in told:
                self.sent.append((name, told.get("value", "on") if may_be_off else value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""

    def handle_data(self, text: str) -> None:
        if self.area:
            name, before = self.sent.pop()
            self.sent.append((name, before + text))


def untouched(html: str) -> Sent:
    """Give the names and values that the page's row form holds, lines ending as browsers do."""
    form = _Form()
    form.feed(html[html.index('class="our-form row-form"') :])
    return [(name, value.removeprefix("\n").replace("\n", "\r\n")) for name, value in form.sent]


def encoded(sent: Sent) -> str:
    """Write what a form sends as its request carries it."""
    return urlencode(sent)
