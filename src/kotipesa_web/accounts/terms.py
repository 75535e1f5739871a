# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know which terms hold, who accepted them, and how their text is laid out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kotipesa_web.accounts.models import Terms, TermsAcceptance
from kotipesa_web.core.viewer import Viewer

LANGUAGES = ("fi", "sv", "en")
SHIPPED = Path(__file__).parent / "terms_texts"
FIRST_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a point of the text."""

    kind: str
    text: str


def shipped_texts(version: str = FIRST_VERSION) -> dict[str, str]:
    """Read the model terms that come with the platform."""
    return read_texts(SHIPPED / version)


def read_texts(folder: Path) -> dict[str, str]:
    """Read terms in three languages: ``fi.md``, ``sv.md`` and ``en.md``; one missing is OSError."""
    return {name: (folder / f"{name}.md").read_text(encoding="utf-8") for name in LANGUAGES}


def current_terms() -> Terms | None:
    """Give the newest version of the terms, if any was published."""
    return Terms.objects.order_by("-pk").first()


def must_accept(viewer: Viewer) -> bool:
    """Tell whether the viewer's organisation has yet to accept the newest terms."""
    newest = Terms.objects.order_by("-pk").values_list("pk", flat=True).first()
    if newest is None or viewer.organisation_id is None:
        return False
    accepted = TermsAcceptance.objects.filter(organisation_id=viewer.organisation_id)
    return not accepted.filter(terms_id=newest).exists()


def text_in(terms: Terms, language: str) -> str:
    """Give the text in one of the three languages; in Finnish where another is asked for."""
    return str(getattr(terms, f"text_{language if language in LANGUAGES else 'fi'}"))


def blocks(text: str) -> Iterator[Block]:
    """Part a text into headings (#), points (-) and paragraphs."""
    for part in text.strip().split("\n\n"):
        if part.startswith("#"):
            yield Block("heading", part.lstrip("# "))
        elif part.startswith("- "):
            yield from (Block("point", line.removeprefix("- ")) for line in part.splitlines())
        else:
            yield Block("paragraph", " ".join(part.splitlines()))
