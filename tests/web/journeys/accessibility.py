# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check a page against the rules of WCAG 2.1 AA that a program can check, wide and narrow."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from set_up.browser import AXE

WIDTHS = (1280, 390)
HEIGHT = 900
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
RUN = """
([tags, colours]) => axe.run({
  runOnly: { type: "tag", values: tags },
  rules: { "color-contrast": { enabled: colours } },
  resultTypes: ["violations"],
})
"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def barriers(page: Page, *, is_quick: bool = False) -> list[str]:
    """List what stands in somebody's way on this page, at each width.

    Quickly, what lies beside the page is looked for at every width, the rules only at the first,
    and not contrast, which takes most of the time and is the same in every language.
    """
    # Evaluated, not added as a script, so that the page's own policy stays in force.
    page.evaluate(_axe())
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        is_checked = width == WIDTHS[0] or not is_quick
        violations = _violations(page, colours=not is_quick) if is_checked else []
        found += [f"{width} px: {line}" for line in (*violations, *_reflow(page))]
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    return found


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def _violations(page: Page, *, colours: bool) -> list[str]:
    violations = page.evaluate(RUN, [list(RULES), colours])["violations"]
    return [_told(violation, node) for violation in violations for node in violation["nodes"]]


def _reflow(page: Page) -> list[str]:
    overflow = page.evaluate(OVERFLOW)
    return [f"reflow: {overflow} px lie beside the page"] if overflow > 0 else []


def _told(violation: dict[str, Any], node: dict[str, Any]) -> str:
    place = " ".join(map(str, node["target"]))
    return f"{violation['id']}: {violation['help']} at {place}: {node['html'][:160]}"
