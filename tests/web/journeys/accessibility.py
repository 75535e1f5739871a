# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check a page against the rules of WCAG 2.1 AA that a program can check, wide and narrow."""

from functools import cache
from typing import Any

from playwright.sync_api import Page

from set_up.browser import AXE

WIDTHS = (1280, 390)
HEIGHT = 900
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RUN = """
(tags) => axe.run({
  runOnly: { type: "tag", values: tags },
  resultTypes: ["violations"],
})
"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def barriers(page: Page) -> list[str]:
    """List what stands in somebody's way on this page, at each width."""
    page.wait_for_load_state()  # before its style sheets are there, nothing is where it belongs
    # Evaluated, not added as a script, so that the page's own policy stays in force.
    page.evaluate(_axe())
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{width} px: {line}" for line in (*_violations(page), *_reflow(page))]
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    return found


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def _violations(page: Page) -> list[str]:
    violations = page.evaluate(RUN, RULES)["violations"]
    return [_told(violation, node) for violation in violations for node in violation["nodes"]]


def _reflow(page: Page) -> list[str]:
    overflow = page.evaluate(OVERFLOW)
    return [f"reflow: {overflow} px lie beside the page"] if overflow > 0 else []


def _told(violation: dict[str, Any], node: dict[str, Any]) -> str:
    place = " ".join(map(str, node["target"]))
    return f"{violation['id']}: {violation['help']} at {place}: {node['html'][:160]}"
