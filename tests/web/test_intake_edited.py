# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open what was imported in its form: all that an import takes, the form takes and keeps."""

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from kotipesa_web.intake.commands import accept, upload
from kotipesa_web.lots.models import Lot
from kotipesa_web.places.models import Facility, Site
from kotipesa_web.places.regions import give_table
from kotipesa_web.projects.models import Project
from web.filling import encoded, untouched
from web.intake_files import given
from web.world import World

pytestmark = pytest.mark.django_db
FORMS = {
    Site: "places:edit_site",
    Project: "projects:edit",
    Facility: "places:edit_facility",
    Lot: "lots:edit",
}
OF_EACH_SAVING = {"version", "changed_at", "changed_by"}
LEAST = given(
    sites="id,x,y\nt-1,24.9384,60.1699\n",
    projects="id\nh-1\n",
    facilities="id,role,site\nv-1,store,t-1\n",
    lots="id,direction,material,amount,unit,site,from,to\n"
    "e-1,have,kalliomurske,1200,t,t-1,2026-03,2026-05\n",
)
MOST = given(
    sites="id;x;y;crs;name;municipality;type;geometry\n"
    "t-1;385000,123456;6672000;EPSG:3067;Torppa;Helsinki;vanha sorakuoppa;"
    "POLYGON((384900 6671900, 385100.25 6671900, 385100 6672100, 384900 6671900), "
    "(385000 6671950, 385050 6671950, 385040 6671990, 385000 6671950))\n",
    projects="id;name;municipality;project_area;phase;probability;shift_earlier;shift_later\n"
    "h-1;Puistotie;Helsinki;Etelä;odottaa rahaa;0,123456789;2;3\n",
    facilities="id;role;site;materials;capacity_t;capacity_t_per_month;eur_per_t;open_from;open_to\n"
    "v-1;store;t-1;kalliomurske|oma sora;1234567,125;1234;2,125;2026-02;2027-01\n",
    lots="id;direction;material;material_group;amount;unit;site;from;to;project;phase;note;"
    "accepts;accepts_contamination;level_m;amount_low;amount_high\n"
    "e-1;need;kalliomurske;oma ryhmä;1234,5678;t;t-1;2026-03;2026-05;h-1;odottaa rahaa;"
    f"{'pitkä tarina ' * 400};kalliomurske|oma sora;clean|threshold;-1,25;1000,125;2000\n",
)
GROWN = given(
    sites="id;x;y;crs\nt-1;3385000,5;6675000;EPSG:2393\n",
    projects="id;phase\nh-1;rakentaminen\n",
    facilities="id;role;site;to_material;yield;residue_material\n"
    "v-1;process;t-1;oma sora;0,125;kalliomurske\n",
    lots="id;direction;material;amount;unit;site;from;to;note;kind\n"
    'e-1;have;oma sora;0,125;t;t-1;2026-03;2026-05;"rivi\ntoinen";soil\n',
)
OWN_MATERIAL = "code,group,t_per_m3ktr\noma sora,sora,1.9\n"


def saved_untouched(client: Client, row: Model) -> dict[str, list[str]]:
    """Save a row's form as it is shown; give what it refuses."""
    address = reverse(FORMS[type(row)], args=[row.pk])
    sent = encoded(untouched(client.get(address).content.decode()))
    answer = client.post(address, sent, content_type="application/x-www-form-urlencoded")
    return dict(answer.context["form"].errors) if answer.context else {}


def told(row: Model) -> dict[str, object]:
    row.refresh_from_db()
    fields = row._meta.concrete_fields
    return {
        field.name: bytes(value) if isinstance(value, memoryview) else value
        for field in fields
        if field.name not in OF_EACH_SAVING
        for value in [getattr(row, field.attname)]
    }


@pytest.mark.parametrize("files", [LEAST, MOST, GROWN], ids=["least", "most", "grown"])
def test_an_imported_row_is_saved_by_its_form_as_it_stands(world: World, client_of, files):
    give_table(region=world.region, name="materials", text=OWN_MATERIAL)
    viewer = world.viewer("coordinator")
    batch = upload(viewer=viewer, files=files, sensitivity="partners")
    accept(viewer=viewer, pk=batch.pk, version=batch.version)
    rows = [model.objects.latest("pk") for model in FORMS]
    before = [told(row) for row in rows]
    client = client_of("coordinator")
    assert [saved_untouched(client, row) for row in rows] == [{}] * len(rows)
    assert [told(row) for row in rows] == before
