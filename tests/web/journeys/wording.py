# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read what a page shows, and find what was left untranslated or unwritten."""

import re
from functools import cache

from django.conf import settings
from django.utils.translation import trans_real
from playwright.sync_api import Page

# What is seen or read aloud, less what says that it is in another language (names of languages).
READ = """
() => {
  const page = document.documentElement.lang;
  const told = [];
  const keep = (node, text) => {
    const words = (text ?? "").replace(/\\s+/g, " ").trim();
    if (words && node.closest("[lang]").lang === page) told.push(words);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!node.closest("script, style, noscript, template, code, [translate=no]")) {
      const isBroken = node.querySelector(":scope > wbr") !== null;  // one address
      keep(node, isBroken ? node.textContent : texts.currentNode.data);
    }
  }
  for (const name of ["aria-label", "title", "alt", "placeholder"]) {
    for (const node of document.body.querySelectorAll(`[${name}]`)) {
      if (!node.closest("[translate=no]")) keep(node, node.getAttribute(name));
    }
  }
  return told;
}
"""
UNWRITTEN = re.compile(
    r"\bNone\b(?! [a-z])|\b(nan|NaN|inf|undefined|null|Infinity)\b|\{\{|\{%|%\(|\[object "
)
# No word of Finnish or Swedish: it gives away a sentence that no catalogue knows.
ENGLISH = re.compile(r"\b(the|your|you|this|please|and|with|has been|cannot)\b", re.IGNORECASE)


def faults_of_wording(page: Page, language: str) -> list[str]:
    """List the texts of a page that are raw, or English where the page is not."""
    told = sorted(set(page.evaluate(READ)))
    raw = [f"unwritten: {text!r}" for text in told if UNWRITTEN.search(text)]
    if language == "en":
        return raw
    english = _translated(language)
    left = [text for text in told if text in english or _is_sentence(text)]
    return [*raw, *(f"not in {language}: {text!r}" for text in left)]


def _is_sentence(text: str) -> bool:
    """Tell English written into a page from the English title of a cited source."""
    return bool(ENGLISH.search(text)) and "://" not in text


@cache
def _translated(language: str) -> frozenset[str]:
    """Gather every English text that has other words in a language, of ours and of libraries.

    Languages go by their own names everywhere.
    """
    ours = trans_real.translation(language)
    texts = {key[0] if isinstance(key, tuple) else key for key in _keys(ours)}
    said = {_plain(ours.gettext(text)) for text in texts}
    differ = {_plain(text) for text in texts if ours.gettext(text) != text}
    return frozenset(differ - said - {"", *dict(settings.LANGUAGES).values()})


def _keys(ours: trans_real.DjangoTranslation) -> list[str | tuple[str, int]]:
    return [*ours._catalog.keys()]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.rpartition("\4")[2].partition("\0")[0]).strip()
