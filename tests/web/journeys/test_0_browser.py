# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Prove the browser's own equipment: what watches pages sees a planted wrong of each kind."""

import re

import pytest

from web.journeys.accessibility import barriers

OURS, UNGUARDED = "/accessibility", "about:blank"  # the policy of ours stops what goes elsewhere
ELSEWHERE = "fetch('https://elsewhere.example/').catch(() => 0)"
POLICY = "console: .*Content Security Policy"


@pytest.mark.parametrize(
    ("address", "planted", "event", "seen"),
    [
        (UNGUARDED, ELSEWHERE, "request", "request to elsewhere: https"),
        (OURS, ELSEWHERE, "console", POLICY),
        (OURS, "document.body.setAttribute('style', 'color: red')", "console", POLICY),
        (OURS, "console.error('oops')", "console", "console: oops"),
        (OURS, "setTimeout(() => { throw new Error('oops') })", "pageerror", "script error: oops"),
    ],
)
def test_a_wrong_that_a_page_does_is_seen(page, watch, address, planted, event, seen):
    page.goto(address)
    assert watch.wrongs == []
    with page.expect_event(event):
        page.evaluate(planted)
    assert [wrong for wrong in watch.unexpected() if re.search(seen, wrong)] != []
    watch.expect(f"{seen}|ERR_NAME_NOT_RESOLVED|ERR_FAILED|violates")


def test_a_barrier_on_a_page_is_seen_at_the_width_it_stands(page):
    page.goto("/accessibility")
    assert barriers(page) == []
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input>')")
    assert [line.partition(":")[0] for line in barriers(page)] == ["1280 px", "390 px"]


def test_the_accessibility_statement_is_in_finnish_and_open_to_everybody(page, check_page):
    page.goto("/accessibility")
    assert page.locator("html").get_attribute("lang") == "fi"
    check_page(page)
