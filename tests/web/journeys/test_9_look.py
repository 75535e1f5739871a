# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Look at components as a browser draws them, and use them by keyboard."""


def test_charts_are_drawn_from_their_tables_and_keep_the_policy(page):
    page.goto("/ui/components")
    page.locator(".chart-canvas svg").nth(2).wait_for()
    assert page.locator(".chart-canvas svg").count() == 3
    assert page.get_by_role("img", name="Kertyvä ylijäämä ja tarve").count() == 1


def test_a_map_shows_what_its_address_tells_and_a_place_is_put_by_keyboard(page):
    page.goto("/ui/components")
    page.locator(".map-legend li").nth(6).wait_for()
    page.get_by_role("button", name="Aseta kartan keskelle").press("Enter")
    assert page.locator("#place_x").input_value() == "24,900000"
    page.locator("#place_y").fill("60,25")
    page.locator("#place_y").press("Tab")
    assert page.locator(".maplibregl-marker").count() == 1


def test_an_error_is_reached_from_the_summary_by_keyboard(page):
    page.goto("/feedback")
    page.get_by_role("button", name="Lähetä").press("Enter")
    summary = page.get_by_role("alert")
    assert summary.evaluate("node => node === document.activeElement")
    summary.get_by_role("link", name="Viestisi: Tämä kenttä vaaditaan.").press("Enter")
    page.keyboard.type("Hei")
    assert page.locator("#id_text").input_value() == "Hei"


def test_the_first_tab_skips_to_the_content(page):
    page.goto("/about")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
