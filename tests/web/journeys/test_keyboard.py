# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Walk the main pages by the Tab key alone: everything is reached, in order, and seen."""

import pytest

from kotipesa_web.core.permissions import Role

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "/my/",
    "/lots/",
    "/lots/add",
    "/lots/map",
    "/projects/",
    "/projects/map",
    "/places/facilities",
    "/balance/",
    "/balance/area/",
    "/plans/",
    "/imports/new/",
    "/forum/",
    "/members/own/",
)
PRESSES_A_STOP = 4  # a field of a date or a month has a stop for each of its parts
# What a keyboard reaches: shown, enabled, and of each group of radio buttons one.
STOPS = """
() => {
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex]";
  const groups = new Set();
  const stops = [...document.querySelectorAll(kinds)].filter((node) => {
    if (node.tabIndex < 0 || node.disabled || node.type === "hidden") return false;
    if (!node.checkVisibility({ visibilityProperty: true })) return false;
    if (node.type !== "radio") return true;
    const isFirst = !groups.has(node.name);
    groups.add(node.name);
    return isFirst;
  });
  window.stops = stops;
  return stops.map((node) => node.outerHTML.slice(0, 120));
}
"""
# Which stop has the focus, and whether its place is marked: by itself, or by the box beside it.
HERE = """
() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  const marked = (one, part) => {
    const { boxShadow, outlineStyle, outlineWidth } = getComputedStyle(one, part);
    return boxShadow !== "none" || (outlineStyle !== "none" && parseFloat(outlineWidth) > 0);
  };
  const label = node.labels?.[0];
  const seen = marked(node) || (label && marked(label, "::before"));
  const group = node.type === "radio" ? (one) => one.name === node.name : (one) => one === node;
  const html = node.outerHTML.slice(0, 120);
  return { stop: window.stops.findIndex(group), seen: Boolean(seen), html };
}
"""


@pytest.mark.parametrize("address", PAGES)
def test_tab_reaches_everything_in_order_and_shows_where_it_is(new_page, address):
    page = new_page(Role.COORDINATOR)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    stops = page.evaluate(STOPS)
    reached, unseen = [], []
    for _ in range(PRESSES_A_STOP * len(stops)):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:  # past the last stop the page is left
            break
        if here["stop"] in reached[-1:]:
            continue
        reached.append(here["stop"])
        unseen += [] if here["seen"] else [here["html"]]
    missed = [html for number, html in enumerate(stops) if number not in reached]
    assert (missed, unseen, reached) == ([], [], [*range(len(stops))])
    assert here is None


def test_the_first_stop_leads_past_the_head(new_page):
    page = new_page(Role.COORDINATOR)
    page.goto("/lots/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_menus_open_and_close_by_keyboard(new_page):
    page = new_page(Role.COORDINATOR)
    page.goto("/lots/")
    menu = page.locator("details.menu")
    menu.locator("summary").press("Enter")
    page.keyboard.press("Tab")
    assert menu.evaluate("one => one.open && one.contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert menu.evaluate("one => !one.open && one === document.activeElement.parentElement")


def test_the_narrow_menu_leads_on_by_keyboard(new_page):
    page = new_page(Role.COORDINATOR)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/lots/")
    page.locator(".nav-narrow summary").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/")


@pytest.mark.parametrize("address", ["/lots/map", "/projects/map"])
def test_a_map_moves_by_keyboard_and_has_its_table(new_page, address):
    page = new_page(Role.COORDINATOR)
    page.goto(address)
    page.locator(".map-legend").wait_for()
    with page.expect_response(lambda told: "bbox" in told.url):
        page.locator(".map canvas").press("ArrowRight")
    page.locator(".map-note a").press("Enter")
    assert page.locator("table.data").count() == 1
