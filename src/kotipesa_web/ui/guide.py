# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read the user guide, docs/guide, in the reader's language, and lay it out for a page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide"
PAGES = (
    "index",
    "start",
    "joining",
    "bringing-in",
    "project",
    "balance",
    "match",
    "plan",
    "our-data",
    "secrecy",
    "administration",
    "programs",
    "accessibility",
)
OTHER_PAGE = re.compile(r"(?P<page>[a-z-]+)\.md(?P<place>#.*)?")


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page of the guide: its title, and the rest of it as HTML."""

    name: str
    title: str
    html: str


def _link_open(
    this: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, _env: EnvType
) -> str:
    other = OTHER_PAGE.fullmatch(str(tokens[index].attrs["href"]))
    if other:
        tokens[index].attrs["href"] = f"{address(other['page'])}{other['place'] or ''}"
    return this.renderToken(tokens, index, options, _env)


_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
_markdown.add_render_rule("link_open", _link_open)


def address(name: str) -> str:
    """Give the address of a page; its first page is the guide's own."""
    return reverse("ui:guide") if name == "index" else reverse("ui:guide_page", args=[name])


def read_page(name: str, language: str) -> GuidePage:
    """Read a page in a language; raises LookupError where there is none of this name."""
    file = GUIDE / language / f"{name}.md"
    if name not in PAGES or not file.is_file():
        raise LookupError(name)
    title, _newline, rest = file.read_text(encoding="utf-8").partition("\n")
    return GuidePage(name, title.removeprefix("# "), _markdown.render(rest))


def contents(language: str) -> list[tuple[str, str, str]]:
    """List the pages: name, title, address."""
    found = [name for name in PAGES if (GUIDE / language / f"{name}.md").is_file()]
    return [(name, _title(GUIDE / language / f"{name}.md"), address(name)) for name in found]


def _title(file: Path) -> str:
    with file.open(encoding="utf-8") as lines:
        return lines.readline().strip().removeprefix("# ")
