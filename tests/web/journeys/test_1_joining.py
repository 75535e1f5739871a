# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Join as a company does: ask, be accepted, come by mail, invite, hand over, and be gone."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from kotipesa_web.accounts import commands
from kotipesa_web.accounts.terms import shipped_texts

PASSWORD = "neljä sanaa riittää hyvin"  # noqa: S105 - of imagined people


@pytest.fixture
def outbox() -> list[mail.EmailMessage]:
    return mail.outbox


def link_to(outbox: list[mail.EmailMessage], address: str) -> str:
    """Find the address in the newest mail to somebody, without the host."""
    newest = next(sent for sent in reversed(outbox) if sent.to == [address])
    return re.search(r"https?://[^/\s]+(/members/invitations/\S+)", newest.body)[1]


def ask(page: Page) -> None:
    page.goto("/members/join/")
    page.get_by_label("Yritys").check()
    page.get_by_label("Organisaation nimi").fill("Kaivu Oy")
    page.get_by_label("Y-tunnus").fill("1572860-1")
    page.get_by_label("Nimi", exact=True).fill("Kaisa Kaivaja")
    page.get_by_label("Sähköposti").fill("kaisa@kaivu.example")
    page.get_by_label("Hyväksymme tietojen jakamisen ehdot").check()
    page.get_by_role("button", name="Pyydä päästä mukaan").press("Enter")


def set_password(page: Page, name: str) -> None:
    page.get_by_label("Nimesi").fill(name)
    page.get_by_label("Salasana", exact=True).fill(PASSWORD)
    page.get_by_label("Salasana uudelleen").fill(PASSWORD)
    page.get_by_role("button", name="Tule mukaan").click()


def be_accepted(regional: Page) -> None:
    regional.goto("/members/")
    regional.get_by_role("button", name="Hyväksy Kaivu Oy").click()
    expect(regional.get_by_role("status")).to_contain_text("Kaivu Oy on nyt jäsen.")


def invite(page: Page, address: str) -> None:
    page.get_by_role("link", name="Kutsu henkilö").click()
    page.get_by_label("Sähköposti").fill(address)
    page.get_by_role("button", name="Lähetä kutsu").click()
    expect(page.get_by_role("status")).to_contain_text(address)


def add_unit(page: Page) -> None:
    page.get_by_role("link", name="Lisää yksikkö").click()
    page.get_by_label("Nimi", exact=True).fill("Murskaamo")
    page.get_by_label("Vastuuhenkilö").select_option("Kaisa Kaivaja (kaisa@kaivu.example)")
    page.get_by_label("Sijainen").select_option("Kalle Kuoppa (kalle@kaivu.example)")
    page.get_by_role("button", name="Tallenna").click()


def hand_over(page: Page) -> None:
    page.get_by_role("link", name="Kaisa Kaivaja", exact=True).click()
    page.get_by_role("link", name="Luovuta vastuut työtoverille").click()
    expect(page.get_by_label("Kuka ottaa vastaan")).to_contain_text("Kalle Kuoppa")
    page.get_by_role("button", name="Luovuta vastuut ja päätä rooli").click()


@pytest.fixture
def terms(world) -> None:
    keeper = world.viewer("admin")
    commands.publish_terms(viewer=keeper, version="1", texts=shipped_texts())
    commands.accept_terms(viewer=keeper, version="1")


@pytest.mark.usefixtures("terms")
def test_a_company_joins_invites_hands_over_and_its_founder_is_gone(
    new_page: Callable[..., Page], check_page: Callable[[Page], None], outbox, watch
):
    watch.expect("403")
    kaisa, kalle = new_page(), new_page()
    ask(kaisa)
    expect(kaisa.get_by_role("alert")).to_contain_text("tarkistusnumero")
    expect(kaisa.get_by_label("Organisaation nimi")).to_have_value("Kaivu Oy")
    check_page(kaisa)
    kaisa.get_by_label("Y-tunnus").fill("1572860-0")
    kaisa.get_by_role("button", name="Pyydä päästä mukaan").click()
    received = "Liittymispyyntönne on tullut perille"
    expect(kaisa.get_by_role("heading", level=1)).to_have_text(received)
    be_accepted(new_page("regional"))
    kaisa.goto(link_to(outbox, "kaisa@kaivu.example"))
    check_page(kaisa)
    set_password(kaisa, "Kaisa Kaivaja")
    expect(kaisa.get_by_role("heading", level=1)).to_have_text("Kaivu Oy")
    invite(kaisa, "kalle@kaivu.example")
    check_page(kaisa)
    kalle.goto(link_to(outbox, "kalle@kaivu.example"))
    set_password(kalle, "Kalle Kuoppa")
    expect(kalle.get_by_role("table", name="Henkilöt")).to_contain_text("Kaisa Kaivaja")
    add_unit(kaisa)
    kalle.goto("/members/own/")
    hand_over(kalle)
    expect(kalle.get_by_role("table", name="Yksiköt")).to_contain_text("Kalle Kuoppa")
    expect(kalle.get_by_role("table", name="Henkilöt")).not_to_contain_text("Kaisa")
    answer = kaisa.goto("/members/own/")
    assert answer is not None
    assert answer.status == 403
