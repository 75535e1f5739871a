# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Journey 6: the coordinator makes a plan and looks at it; a company sees its own moves."""

import pytest
from playwright.sync_api import expect

from kotipesa_web.core.jobs.worker import do_one
from kotipesa_web.core.permissions import Role
from kotipesa_web.plans.models import Plan
from web.plans import planned

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_coordinator_makes_a_plan_and_computes_it_again(new_page, check_page):
    page = new_page(Role.REGIONAL)
    page.goto("/plans/")
    page.get_by_role("link", name="Uusi suunnitelma").click()
    check_page(page)
    page.get_by_label("Nimi").fill("Kevät 2027")
    page.get_by_label("Hiilen hinta").fill("100")
    page.get_by_role("button", name="Tee suunnitelma").click()
    page.get_by_text("odottaa vuoroaan").wait_for()
    assert do_one("journey")
    page.get_by_role("heading", level=1, name="Kevät 2027").wait_for()
    page.get_by_text("Todistetusti paras").wait_for()
    page.locator(".chart-canvas svg").first.wait_for()
    check_page(page)
    page.get_by_role("button", name="Laske uudelleen").click()
    page.get_by_text("odottaa vuoroaan").wait_for()
    assert do_one("journey")
    page.get_by_role("heading", level=1, name="Kevät 2027").wait_for()


def test_a_plan_is_cancelled_by_keyboard_while_its_progress_comes_anew(new_page):
    page = new_page(Role.REGIONAL)
    page.goto("/plans/new/")
    page.get_by_label("Nimi").fill("Kevät 2027")
    page.get_by_role("button", name="Tee suunnitelma").click()
    cancel = page.get_by_role("button", name="Peru tehtävä")
    cancel.focus()
    for _second in range(2):
        page.wait_for_event("requestfinished", lambda request: "heard=" in request.url)
    expect(cancel).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_text("Tehtävä peruttiin. Mitään ei tallennettu.").wait_for()
    expect(cancel).to_be_hidden()
    assert not Plan.objects.exists()


def test_flows_are_chosen_by_month_and_figures_open_to_their_factors(world, new_page, check_page):
    plan = planned(world)
    page = new_page(Role.REGIONAL)
    page.goto(f"/plans/{plan.pk}/")
    page.get_by_label("Kuukausi").select_option(label="toukokuu 2026")
    page.wait_for_load_state("networkidle")
    assert page.get_by_label("Kuukausi").input_value() == "2026-05"
    page.get_by_role("link", name="Polttoaine").click()
    page.get_by_role("heading", level=1, name="Mihin luvut perustuvat").wait_for()
    check_page(page)


def test_two_plans_are_compared(world, new_page, check_page):
    first, second = planned(world), planned(world, {"carbon_eur_per_t": 200.0})
    page = new_page(Role.REGIONAL)
    page.goto(f"/plans/{first.pk}/")
    page.get_by_role("link", name="Vertaa").click()
    page.get_by_label("Verrattava suunnitelma").select_option(str(second.pk))
    page.get_by_role("button", name="Vertaa").click()
    page.get_by_text("Molemmat suunnitelmat tehtiin samoista riveistä").wait_for()
    page.get_by_role("row", name="Hiilen hinta").wait_for()
    check_page(page)


def test_a_company_sees_why_its_move_is_so(world, new_page, check_page):
    plan = planned(world)
    page = new_page(Role.COMPANY)
    page.goto(f"/plans/{plan.pk}/")
    page.get_by_role("heading", name="Mitä se tekee meille").wait_for()
    page.get_by_role("link", name="Siirrot", exact=True).click()
    check_page(page)
    page.get_by_role("link", name="Miksi näin").first.click()
    page.get_by_role("heading", level=1, name="Miksi tämä siirto").wait_for()
    check_page(page)
