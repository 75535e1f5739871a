# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Look at every page of the permission map, in three languages, on a desk and on a phone."""

import re
from collections import defaultdict

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from web.journeys.accessibility import HEIGHT, WIDTHS, barriers
from web.journeys.browser import Watch
from web.journeys.visits import Visit, sessions, visits
from web.journeys.wording import faults_of_wording

LANGUAGES = {"fi": "fi-FI", "sv": "sv-SE", "en": "en-GB"}
DRAWN = ".chart-canvas:not(:has(svg)), .map:not(:has(canvas))"
NOT_FOUND = "console: Failed to load resource"
# What programs read: attributes but those that are told to people, and the data of scripts.
FOR_PROGRAMS = """
() => {
  const told = /^(aria-label|aria-description|title|alt|placeholder|data-title|value|content)$/;
  const exact = /^(hidden|number|range|radio|checkbox)$/;
  const found = [];
  for (const node of document.querySelectorAll(":not(.chart-canvas *)")) {
    for (const { name, value } of node.attributes) {
      if (!told.test(name) || exact.test(node.type)) found.push(`${name}="${value}"`);
    }
  }
  return found;
}
"""
IN_A_LOCALE = re.compile(r"\d[\u00a0\u202f]\d|=\"-?\d+,\d+\"$")
HEAD = """
() => ({
  title: document.title,
  lang: document.documentElement.lang,
  headings: [...document.querySelectorAll("h1")].filter((one) => one.innerText.trim()).length,
})
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_whole_and_bars_nobody(world, browser, live_server, watch, language):
    wanted, keys = visits(world), sessions(world)
    context = _context(browser, live_server, language)
    page = watch.over(context.new_page())
    faults, titles = [], defaultdict(set)
    for visit in wanted:
        _sign_in(context, live_server, keys.get(visit.role))
        title, found = _look(page, visit, language, watch)
        if ":" in visit.name:  # the steps of an errand of allauth share a title
            titles[title].add(visit.name)
        faults += [f"{visit.name} ({visit.role}): {fault}" for fault in found]
    context.close()
    same = [names for names in titles.values() if len(names) > 1]
    faults += [f"the same title: {', '.join(sorted(names))}" for names in same]

    assert not faults, "\n".join(faults)


def _look(page: Page, visit: Visit, language: str, watch: Watch) -> tuple[str, list[str]]:
    """Open a page; give its title and what is wrong with it."""
    told = page.goto(visit.address)
    if page.locator(DRAWN).count():
        page.wait_for_load_state("networkidle")
    head = page.evaluate(HEAD)
    found = [*barriers(page), *faults_of_wording(page, language)]
    found += [one for one in page.evaluate(FOR_PROGRAMS) if IN_A_LOCALE.search(one)]
    found += [wrong for wrong in watch.unexpected() if told.ok or NOT_FOUND not in wrong]
    watch.wrongs.clear()
    if told.status != visit.status:
        found.append(f"answered {told.status}")
    if (head["lang"], head["headings"]) != (language, 1):
        found.append(f"lang {head['lang']}, {head['headings']} first headings")
    return head["title"], found


def _context(browser: Browser, live_server: LiveServer, language: str) -> BrowserContext:
    context = browser.new_context(
        base_url=live_server.url,
        locale=LANGUAGES[language],
        timezone_id="Europe/Helsinki",
        viewport={"width": WIDTHS[0], "height": HEIGHT},
    )
    _keep(context, live_server, settings.LANGUAGE_COOKIE_NAME, language)
    return context


def _sign_in(context: BrowserContext, live_server: LiveServer, key: str | None) -> None:
    if key:
        _keep(context, live_server, settings.SESSION_COOKIE_NAME, key)
    else:
        context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def _keep(context: BrowserContext, live_server: LiveServer, name: str, value: str) -> None:
    context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
