# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read of a page what people see, and find codes of ours in it."""

import re
from html.parser import HTMLParser

UNSEEN = frozenset({"script", "style", "code", "pre", "template"})
CODE = re.compile(r"(?<![\w@./:-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w@./:-])")


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.within: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in UNSEEN:
            self.within.append(tag)
        if tag != "wbr":  # a long address may be broken there: it is one word still
            self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.texts.append(" ")
        if self.within and self.within[-1] == tag:
            self.within.pop()

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.texts.append(data)


def codes_seen(page: str) -> set[str]:
    """List the words with underscores that a page shows to people, outside of examples of code."""
    reader = _Visible()
    reader.feed(page)
    return {*CODE.findall("".join(reader.texts))}
