# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read features with GDAL's own client, as QGIS does; in a child, for GDAL keeps Python waiting."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from kotipesa_web.accounts.commands import make_key

READ = """
import json, sys, pyogrio
address, key, box = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
if key:
    pyogrio.set_gdal_config_options({"GDAL_HTTP_USERPWD": f"kotipesa:{key}"})
layers = sorted(name for name, _geometry in pyogrio.list_layers(address))
meta, _ids, points, columns = pyogrio.raw.read(address, layer="lots", bbox=box and tuple(box))
shown = columns[list(meta["fields"]).index("shown")]
print(json.dumps({"layers": layers, "points": len(points), "shown": sorted(set(shown))}))
"""


def read_by_gdal(server, key="", box=None):
    command = [sys.executable, "-c", READ, f"OAPIF:{server.url}/ogc/", key, json.dumps(box)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    return json.loads(done.stdout)


@pytest.mark.django_db(transaction=True)
def test_gdal_reads_what_the_key_may_see(world, live_server):
    _key, text = make_key(
        viewer=world.viewer("company"),
        name="QGIS",
        scopes=["read:lots"],
        expires_on=timezone.localdate() + timedelta(days=30),
    )
    assert read_by_gdal(live_server, text) == {
        "layers": ["lots", "projects"],
        "points": 18,
        "shown": ["full", "generalised", "partners"],
    }


@pytest.mark.django_db(transaction=True)
def test_gdal_without_a_key_reads_what_is_public(world, live_server):
    told = read_by_gdal(live_server, box=[24.0, 60.0, 26.0, 61.0])
    assert (told["points"], told["shown"], bool(world.lots)) == (8, ["public"], True)
