# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep factors, streams and the region."""

import pytest
from django.core.exceptions import ValidationError

from kotipesa_web.administration import commands, queries
from kotipesa_web.administration.commands import Sourced
from kotipesa_web.core.errors import Conflict, Refused
from kotipesa_web.places.models import Region

pytestmark = pytest.mark.django_db
CONTRACT = Sourced(0.14, 0.11, 0.18, "Puitesopimus 2026", 2026)


def test_a_factor_the_region_gives_is_what_its_plans_take_and_keeps_its_history(world):
    admin = world.viewer("admin")
    commands.give_factor(viewer=admin, factor="haul_eur_per_tkm", told=CONTRACT)
    commands.give_factor(
        viewer=admin, factor="haul_eur_per_tkm", told=Sourced(0.15, 0.1, 0.2, "Kilpailutus", 2026)
    )
    given = [(one.value, one.source) for one in queries.history(admin, "haul_eur_per_tkm")]
    assert given == [(0.15, "Kilpailutus"), (0.14, "Puitesopimus 2026")]
    assert Region.objects.get().settings["haul_eur_per_tkm"] == 0.15


def test_a_factor_outside_its_interval_or_without_a_source_is_refused(world):
    admin = world.viewer("admin")
    for told in (Sourced(0.5, 0.1, 0.2, "x", 2026), Sourced(0.15, 0.1, 0.2, " ", 2026)):
        with pytest.raises(ValidationError):
            commands.give_factor(viewer=admin, factor="haul_eur_per_tkm", told=told)


def test_only_an_administrator_gives_factors(world):
    with pytest.raises(Refused):
        commands.give_factor(
            viewer=world.viewer("regional"), factor="haul_eur_per_tkm", told=CONTRACT
        )


def test_a_stream_goes_on_and_off_and_a_stream_nobody_knows_is_refused(world):
    admin = world.viewer("admin")
    on = commands.switch_stream(viewer=admin, stream="parts", is_on=True).streams
    off = commands.switch_stream(viewer=admin, stream="soil", is_on=False).streams
    assert (on, off) == (["parts", "soil"], ["parts"])
    with pytest.raises(ValidationError):
        commands.switch_stream(viewer=admin, stream="fish", is_on=True)


def test_a_region_changed_meanwhile_is_a_conflict(world):
    admin = world.viewer("admin")
    commands.change_region(viewer=admin, version=1, values={"name_fi": "Uusi nimi"})
    with pytest.raises(Conflict):
        commands.change_region(viewer=admin, version=1, values={"name_fi": "Toinen nimi"})


def test_the_region_form_saves_settings_and_forgets_emptied_ones(world, client_of):
    told = {
        "version": "1",
        "name_fi": "Koemaa",
        "name_sv": "Provland",
        "name_en": "Testland",
        "municipalities": ["091"],
        "start": "2026-02",
        "months": "12",
        "carbon_eur_per_t": "80,5",
        "distances": "crow",
    }
    done = client_of("admin").post("/admin/region/", told)
    region = Region.objects.get()
    assert (done.status_code, region.municipalities) == (302, ["091"])
    assert region.settings == {
        "start": "2026-02",
        "months": 12,
        "carbon_eur_per_t": 80.5,
        "distances": "crow",
    }
    assert world.region.pk == region.pk


@pytest.mark.parametrize("page", ["", "factors/", "factors/haul_eur_per_tkm/", "region/"])
def test_every_page_opens_for_an_administrator(client_of, page):
    assert client_of("admin").get(f"/admin/{page}").status_code == 200


def test_the_units_of_factors_are_written_with_the_signs_people_know(client_of):
    client = client_of("admin")
    for page in ("factors/", "factors/haul_eur_per_tkm/"):
        shown = client.get(f"/admin/{page}").content.decode()
        assert "€/tkm" in shown
        assert "EUR/tkm" not in shown
