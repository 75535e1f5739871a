# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give a region its roads, distances and outlines: looked at first, then taken into use."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from kotipesa.errors import InputError
from kotipesa_web.administration import commands, queries
from kotipesa_web.administration.models import WaitingTable
from kotipesa_web.core.errors import Refused
from kotipesa_web.lots.engine import read_snapshot, snapshot
from kotipesa_web.places.models import Facility, GivenTable

pytestmark = pytest.mark.django_db
NODES = b"\xef\xbb\xbfid;x;y;crs\na;384000,5;6675000;EPSG:3067\nb;400000;6675000;EPSG:3067\n"
ROADS = b"from_node;to_node;metres\na;b;17000,5\n"
DISTANCES = b"from_site,to_site,km\ns-vantaa-public,s-sora-public,7.5\nfar,away,3\n"
SQUARE = [[24.9, 60.1], [25.2, 60.1], [25.2, 60.3], [24.9, 60.3], [24.9, 60.1]]


def outlines(**told):
    shape = {"type": "Polygon", "coordinates": [SQUARE]}
    feature = {"type": "Feature", "properties": told, "geometry": shape}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def test_roads_wait_until_they_are_taken_into_use_and_then_measure(world):
    admin = world.viewer("admin")
    commands.bring_tables(viewer=admin, files={"Roads.csv": ROADS, "nodes.csv": NODES})
    told = [(one.name, one.rows) for one in queries.waiting_tables(admin)]
    assert (told, GivenTable.objects.count()) == ([("nodes", 2), ("roads", 1)], 0)
    region = commands.take_tables(viewer=admin)
    kept = {table.name: bytes(table.content).decode() for table in GivenTable.objects.all()}
    assert kept["roads"] == "from_node,to_node,metres\na,b,17000.5\n"
    assert not WaitingTable.objects.exists()
    assert "distances" not in region.settings
    read = read_snapshot(snapshot(region).content)
    assert (read.settings.distance_rule, read.roads.metres.tolist()) == ("roads", [17000.5])


def test_distances_may_name_places_that_are_not_there_and_plans_pass_them_over(world):
    admin = world.viewer("admin")
    commands.bring_tables(viewer=admin, files={"distances.csv": DISTANCES})
    region = commands.take_tables(viewer=admin)
    assert read_snapshot(snapshot(region).content).distances.km.tolist() == [7.5]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"roads.csv": ROADS.replace(b";b;", b";z;"), "nodes.csv": NODES}, "unknown_reference"),
        ({"nodes.csv": NODES.replace(b"400000", b"itse")}, "bad_number"),
        ({"kunnat.geojson": b"{}"}, "map_unreadable"),
        ({"kunnat.geojson": outlines(nimi="Atlantis")}, "outlines_of_nothing"),
    ],
)
def test_what_is_wrong_in_a_table_is_told_and_nothing_waits(world, files, code):
    with pytest.raises(InputError) as refused:
        commands.bring_tables(viewer=world.viewer("admin"), files=files)
    assert code in {one.code for one in refused.value.problems}
    assert not WaitingTable.objects.exists()


def test_outlines_are_known_by_the_number_or_the_name_of_their_municipality(world):
    admin = world.viewer("admin")
    for told in ({"kunta": "091"}, {"nimi": "Helsinki"}, {"namn": "Helsingfors"}):
        commands.bring_tables(viewer=admin, files={"kunnat.geojson": outlines(**told)})
        commands.take_tables(viewer=admin)
        head, line = bytes(GivenTable.objects.get().content).decode().splitlines()
        assert (head, line.partition(",")[0]) == ("municipality,geometry", "091")
        assert line.startswith('091,"POLYGON ((3')


def test_only_administrators_give_tables(world):
    with pytest.raises(Refused):
        commands.bring_tables(viewer=world.viewer("regional"), files={"nodes.csv": NODES})


def test_the_page_shows_what_is_wrong_then_what_waits_then_what_is_in_use(client_of):
    client, address = client_of("admin"), reverse("administration:tables")
    assert "linnuntietä" in client.get(address).content.decode()

    def brought(roads):
        files = [SimpleUploadedFile("roads.csv", roads), SimpleUploadedFile("nodes.csv", NODES)]
        return client.post(address, {"upload": files}).content.decode()

    assert "roads.csv, rivi 2" in brought(ROADS.replace(b"17000,5", b"pitka"))
    assert "Ota käyttöön" in brought(ROADS)
    assert client.post(reverse("administration:take_tables")).status_code == 302
    assert "tietä pitkin" in client.get(address).content.decode()
    brought(ROADS)
    client.post(reverse("administration:drop_tables"))
    assert not WaitingTable.objects.exists()


def test_the_command_gives_tables_and_somebodys_facilities(world, tmp_path, capsys):
    rows = {
        "nodes.csv": NODES,
        "roads.csv": ROADS,
        "sites.csv": b"id,x,y,crs\nkuoppa,385000,6672000,EPSG:3067\n",
        "facilities.csv": b"id,role,site,capacity_t\nvarasto,store,kuoppa,5000\n",
    }
    for name, content in rows.items():
        (tmp_path / name).write_bytes(content)
    files = [str(tmp_path / name) for name in rows]
    call_command("give", *files, "--look")
    assert (GivenTable.objects.count(), "roads: 1" in capsys.readouterr().out) == (0, True)
    with pytest.raises(CommandError, match="--as"):
        call_command("give", *files)
    assert GivenTable.objects.count() == 0
    call_command("give", *files, "--as", world.people["coordinator"].email)
    assert GivenTable.objects.count() == 2
    assert Facility.objects.get(code="varasto").owner == world.organisations["helsinki"]
