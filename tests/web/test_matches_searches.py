# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell who watches a saved search of what is new in it, once, and only as far as they may see."""

from copy import copy
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kotipesa_web.accounts.models import Membership
from kotipesa_web.core.errors import Hidden
from kotipesa_web.lots.models import Lot
from kotipesa_web.matches import digests, noticing
from kotipesa_web.matches.models import Notice, SearchWatch
from kotipesa_web.matches.searches import commands
from kotipesa_web.matches.searches.queries import news_in_searches
from kotipesa_web.ui.searches.commands import save_search

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
LOTS, PROJECTS = "lots:list", "projects:list"


def never():
    """Go on."""


def run(today=TODAY):
    noticing.notice_all(today, never)
    digests.gather(today, never)
    digests.send_all(never)


def watch(viewer, query="direction=have", page=LOTS, name="Tarjolla"):
    search = save_search(viewer=viewer, page=page, query=query, name=name)
    commands.watch_search(viewer=viewer, pk=search.pk)
    return search


def add_lot(world, code, **told):
    """Add a lot like one of another company's, public ones."""
    lot = copy(world.lots["l-have-louhe-public"])
    lot.pk, lot.code = None, code
    for field, value in told.items():
        setattr(lot, field, value)
    lot.save(force_insert=True)
    return lot


@pytest.mark.parametrize("role", ["company", "researcher"])
def test_a_row_that_is_new_in_a_search_is_told_once_by_page_and_by_mail(world, role):
    viewer = world.viewer(role)
    search = watch(viewer)
    run()
    add_lot(world, "l-uusi")
    add_lot(world, "l-tarve", direction="need")
    for today in (TODAY, TODAY + DAY, TODAY + 2 * DAY):
        run(today)
    assert [len(lines) for lines in news_in_searches(viewer).values()] == [1]
    assert [one.to for one in mail.outbox] == [[f"{role}@example.fi"]]
    assert "Tarjolla: kalliomurske" in mail.outbox[0].body.lower().replace("tarjolla", "Tarjolla")
    assert commands.mark_found_seen(viewer=viewer, pk=search.pk) == 1
    assert news_in_searches(viewer) == {}


def test_what_is_sealed_is_no_news_and_what_was_sealed_meanwhile_is_not_told(world):
    company = world.viewer("company")
    watch(company)
    add_lot(world, "l-salattu", sensitivity="sealed")
    shown = add_lot(world, "l-hetken")
    noticing.notice_all(TODAY, never)
    assert [one.candidate_id for one in Notice.objects.all()] == [shown.pk]
    Lot.objects.filter(pk=shown.pk).update(sensitivity="sealed")
    digests.gather(TODAY, never)
    digests.send_all(never)
    assert (mail.outbox, news_in_searches(company)) == ([], {})


def test_a_filter_on_what_is_seen_roughly_tells_no_more_than_the_list(world):
    company = world.viewer("company")
    watch(company, "q=salaisuus")
    add_lot(world, "l-huomautus", sensitivity="partners", note="salaisuus")
    run()
    assert Notice.objects.count() == 0


def test_a_search_of_projects_is_watched_too_and_one_that_is_changed_begins_anew(world):
    planner = world.viewer("planner")
    watch(planner, "phase=", PROJECTS)
    project = world.projects["vantaa-public"]
    project.pk, project.code = None, "p-uusi"
    project.save(force_insert=True)
    noticing.notice_all(TODAY, never)
    assert [one.project_id for one in Notice.objects.all()] == [project.pk]
    save_search(viewer=planner, page=PROJECTS, query="municipality=091", name="Tarjolla")
    noticing.notice_all(TODAY, never)
    assert Notice.objects.count() == 1


def test_who_left_or_lost_the_search_hears_nothing(world):
    coordinator, planner = world.viewer("coordinator"), world.viewer("planner")
    shared = save_search(viewer=planner, page=LOTS, query="", name="Yhteinen", is_shared=True)
    commands.watch_search(viewer=coordinator, pk=shared.pk)
    watch(planner)
    Membership.objects.filter(user=world.people["planner"]).update(ended_at=timezone.now())
    save_search(viewer=planner, page=LOTS, query="", name="Yhteinen")
    add_lot(world, "l-uusi")
    run()
    assert (Notice.objects.count(), mail.outbox) == (0, [])


def test_a_watch_is_taken_once_and_given_up_and_a_strangers_search_is_not_there(world):
    company = world.viewer("company")
    search = watch(company)
    commands.watch_search(viewer=company, pk=search.pk)
    with pytest.raises(Hidden):
        commands.watch_search(viewer=world.viewer("planner"), pk=search.pk)
    assert SearchWatch.objects.count() == 1
    commands.unwatch_search(viewer=company, pk=search.pk)
    add_lot(world, "l-uusi")
    run()
    assert (SearchWatch.objects.count(), mail.outbox) == (0, [])


def test_a_search_that_finds_nearly_everything_is_not_watched(world, monkeypatch):
    monkeypatch.setattr(commands, "MOST_ROWS", 3)
    with pytest.raises(ValidationError, match="enintään 3 riviä"):
        watch(world.viewer("company"), "")


def test_many_new_rows_are_counted_in_the_mail_after_the_first_ten(world):
    watch(world.viewer("company"))
    for number in range(13):
        add_lot(world, f"l-{number}")
    run()
    told = mail.outbox[0].body
    assert (told.count("- Tarjolla: "), "Tarjolla: vielä 3" in told) == (11, True)


def test_a_search_is_watched_and_looked_at_on_pages(
    world, client_of, django_assert_max_num_queries
):
    client = client_of("coordinator")
    save_search(viewer=world.viewer("coordinator"), page=LOTS, query="", name="Kaikki")
    listed = client.get(reverse(LOTS)).content.decode()
    search = reverse("matches:search", args=[1]).replace("1", "")
    assert "Kerro uusista riveistä" in listed
    page = next(part for part in listed.split('"') if part.startswith(search.rstrip("/")))
    assert client.post(f"{page}watch/").status_code == 302
    add_lot(world, "l-uusi")
    run()
    for address in (page, reverse("matches:alerts"), reverse("my_page")):
        with django_assert_max_num_queries(30 if address == reverse("my_page") else 12):
            told = client.get(address).content.decode()
        assert "Kaikki" in told
        assert ("1 uusi rivi" in told) is (address != page)
    client.post(f"{page}seen/")
    assert "Ei mitään uutta" in client.get(page).content.decode()
    client.post(f"{page}unwatch/")
    assert SearchWatch.objects.count() == 0
