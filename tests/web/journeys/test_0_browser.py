# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Prove the browser's own equipment: what watches pages sees a planted wrong of each kind."""

import pytest

from web.journeys.accessibility import barriers


@pytest.mark.parametrize(
    ("planted", "seen"),
    [
        ("fetch('https://elsewhere.example/a').catch(() => 0)", "request to elsewhere: https"),
        ("setTimeout(() => { throw new Error('oops') })", "script error: oops"),
        ("console.error('oops')", "console: oops"),
        ("document.body.setAttribute('style', 'color: red')", "console: .*Content Security Policy"),
    ],
)
def test_a_wrong_that_a_page_does_is_seen(page, watch, planted, seen):
    page.goto("/accessibility")
    assert watch.wrongs == []
    page.evaluate(planted)
    page.wait_for_timeout(100)
    assert watch.unexpected() != []
    watch.expect(seen)
    watch.expect("Failed to load resource|ERR_NAME_NOT_RESOLVED|violates")
    assert watch.unexpected() == []


def test_a_barrier_on_a_page_is_seen_at_the_width_it_stands(page):
    page.goto("/accessibility")
    assert barriers(page) == []
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input>')")
    assert [line.partition(":")[0] for line in barriers(page)] == ["1280 px", "390 px"]


def test_the_accessibility_statement_is_in_finnish_and_open_to_everybody(page, check_page):
    page.goto("/accessibility")
    assert page.locator("html").get_attribute("lang") == "fi"
    check_page(page)
