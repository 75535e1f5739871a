# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Rank candidates of what a viewer may see, and let their owners be asked."""

import json

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from kotipesa_web.core.errors import Hidden, Refused
from kotipesa_web.matches import commands, queries
from kotipesa_web.matches.candidates import candidates
from kotipesa_web.matches.choices import EnquiryState

pytestmark = pytest.mark.django_db


def test_candidates_are_those_the_viewer_may_see_nearest_and_cheapest_first(world):
    found = candidates(world.viewer("coordinator"), world.lots["l-have-helsinki-partners"].pk)
    told = [one.row["code"] for one in found.found if one.is_lot]
    assert told == [
        *("l-need-helsinki-partners", "l-need-helsinki-public", "l-need-helsinki-sealed"),
        *("l-need-vantaa-partners", "l-need-vantaa-public", "l-need-sora-partners"),
        *("l-need-sora-public", "l-need-louhe-partners", "l-need-louhe-public"),
    ]
    assert (found.rule, found.farther, found.excluded) == ("crow", 0, {})


def test_what_is_seen_roughly_is_ranked_by_rough_values_alone(world):
    own, other = world.lots["l-need-sora-sealed"], world.lots["l-have-helsinki-partners"]
    company = world.viewer("company")
    before = _told(candidates(company, own.pk), other.pk)
    other.tonnes = other.amount = 1_900
    other.first_month = "2026-06"
    other.save()
    other.site.x_m += 400
    other.site.save()
    assert _told(candidates(company, own.pk), other.pk) == before
    assert before[:2] == (True, None)


def test_what_excludes_the_others_is_counted_by_kind_and_rule(world):
    own = world.lots["l-have-helsinki-partners"]
    late, unfit = world.lots["l-need-vantaa-public"], world.lots["l-need-sora-public"]
    late.first_month = late.last_month = "2027-05"
    late.save()
    unfit.material, unfit.accepts = "hiekka", ["hiekka"]
    unfit.save()
    found = candidates(world.viewer("coordinator"), own.pk)
    assert found.excluded == {("lot", "no_acceptor"): 1, ("lot", "no_window"): 1}


def test_what_is_too_far_is_told_so(world):
    world.region.settings["max_km"] = 4
    world.region.save()
    found = candidates(world.viewer("coordinator"), world.lots["l-have-helsinki-partners"].pk)
    assert max(one.km for one in found.found) <= 4
    assert found.excluded["lot", "no_distance"] == 5


def test_a_need_of_named_materials_finds_who_has_them(world):
    own, other = world.lots["l-need-helsinki-partners"], world.lots["l-have-vantaa-public"]
    own.accepts = ["hiekka"]
    own.save()
    other.material = "hiekka"
    other.save()
    found = candidates(world.viewer("coordinator"), own.pk)
    assert [one.row.pk for one in found.found if one.is_lot] == [other.pk]


def test_candidates_of_lots_of_others_are_hidden(world):
    with pytest.raises(Refused):
        candidates(world.viewer("company"), world.lots["l-have-helsinki-public"].pk)
    with pytest.raises(Hidden):
        candidates(world.viewer("company"), world.lots["l-have-helsinki-sealed"].pk)


def test_a_lot_of_unknown_weight_says_why_it_has_no_candidates(client_of, world):
    own = world.lots["l-have-helsinki-partners"]
    own.unit, own.tonnes = "pcs", None
    own.save()
    page = client_of("coordinator").get(f"/matches/lots/{own.pk}/").content.decode()
    assert "Erän l-have-helsinki-partners paino ei ole tiedossa." in page


def test_the_page_and_its_map_open_in_few_queries(client_of, world, django_assert_max_num_queries):
    client, own = client_of("coordinator"), world.lots["l-have-helsinki-partners"]
    with django_assert_max_num_queries(14):
        page = client.get(f"/matches/lots/{own.pk}/").content.decode()
    assert "l-need-vantaa" not in page
    assert "Erä need p-vantaa-partners" in page
    told = json.loads(client.get(f"/matches/lots/{own.pk}/places.geojson").content)
    assert len(told["features"]) == 1 + 9 + 8 + 1


def test_an_owner_seen_roughly_is_told_only_by_answering(world, django_capture_on_commit_callbacks):
    company, city = world.viewer("company"), world.viewer("coordinator")
    about = world.lots["l-have-helsinki-partners"]
    with django_capture_on_commit_callbacks(execute=True):
        sent = commands.send_enquiry(viewer=company, about_pk=about.pk, text="Onko vapaana?")
    assert (sent.receiver_is_told, sent.receiver_id) == (False, about.owner_id)
    assert {address for one in mail.outbox for address in one.to} == {
        "coordinator@example.fi",
        "planner@example.fi",
    }
    assert "Sora Oy" in mail.outbox[0].body
    (asked,) = queries.enquiries_for(city)
    assert (asked, asked.state) == (sent, EnquiryState.SENT)
    with django_capture_on_commit_callbacks(execute=True):
        commands.answer(viewer=city, pk=sent.pk, text="On.")
    assert mail.outbox[-1].to == ["company@example.fi"]
    (answered,) = queries.enquiries_for(company)
    assert (answered.receiver_is_told, answered.state) == (True, EnquiryState.ANSWERED)
    commands.close(viewer=company, pk=sent.pk)
    with pytest.raises(ValidationError):
        commands.answer(viewer=city, pk=sent.pk, text="Vielä yksi asia.")


def test_nothing_on_an_unanswered_enquiry_names_its_owner(client_of, world):
    client, about = client_of("company"), world.lots["l-have-helsinki-partners"]
    form = client.get(f"/matches/lots/{about.pk}/ask/").content.decode()
    answer = client.post(f"/matches/lots/{about.pk}/ask/", {"text": "Onko vapaana?", "lot": ""})
    page = client.get(answer.url).content.decode()
    assert "Helsingin kaupunki" not in form + page


def test_an_enquiry_is_of_its_two_sides_alone_and_once(world):
    company = world.viewer("company")
    about = world.lots["l-have-vantaa-public"].pk
    sent = commands.send_enquiry(viewer=company, about_pk=about, text="Onko vapaana?")
    with pytest.raises(Hidden):
        queries.enquiry_for(world.viewer("coordinator"), sent.pk)
    with pytest.raises(ValidationError):
        commands.send_enquiry(viewer=company, about_pk=about, text="Onko vapaana?")
    own = world.lots["l-have-sora-public"].pk
    with pytest.raises(Refused):
        commands.send_enquiry(viewer=company, about_pk=own, text="Onko vapaana?")


def _told(found, pk):
    place, one = next(
        (place, one) for place, one in enumerate(found.found) if one.row.pk == pk and one.is_lot
    )
    return one.is_about, one.row["code"], place, one.km, one.months, one.tonnes, one.eur
