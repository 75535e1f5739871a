# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the map of a region: every field a map is made of, and sites as they were drawn."""

import pyogrio.raw
import shapely

from kotipesa.region import from_rows
from kotipesa.report.region_files import write_region_file
from kotipesa.testing import tiny

POINT = {"id": "p", "x": 385000, "y": 6690000, "crs": "EPSG:3067", "municipality": "Vantaa"}
OUTLINE = "POLYGON ((25500000 6680000, 25500100 6680000, 25500100 6680050, 25500000 6680000))"
DRAWN = {"id": "d", "x": 25500080, "y": 6680020, "crs": "EPSG:3879", "geometry": OUTLINE}
LOT = {
    "id": "a",
    "direction": "have",
    "material": "savi",
    "amount": 100,
    "amount_low": 80,
    "amount_high": 150,
    "unit": "m3ktr",
    "site": "d",
    "from": "2026-01",
    "to": "2026-06",
    "owner": "Vantaa",
    "fitness": "u2",
    "sensitivity": "partners",
    "reserved": "yes",
}


def layer(path, name):
    meta, _, shapes, columns = pyogrio.raw.read(path, layer=name)
    rows = dict(zip(meta["fields"].tolist(), (c.tolist() for c in columns), strict=True))
    return meta, shapely.from_wkb(shapes), rows


def written(path, sites, lots=(LOT,)):
    write_region_file(from_rows({"lots": lots, "sites": sites}), path)
    return path


def test_a_lot_carries_class_months_amounts_owner_and_sensitivity(tmp_path):
    meta, shapes, rows = layer(written(tmp_path / "lots.gpkg", [DRAWN]), "lots")
    assert meta["crs"] == "EPSG:3067"
    assert shapely.get_type_id(shapes).tolist() == [0]
    told = {name: rows[name][0] for name in rows if name not in ("x_m", "y_m")}
    assert told == {
        "id": "a",
        "direction": "have",
        "material": "savi",
        "amount_t": 184.0,
        "amount_low_t": 147.20000000000002,
        "amount_high_t": 276.0,
        "owner": "Vantaa",
        "municipality": "",
        "project": "",
        "project_name": "",
        "name": "",
        "from": "2026-01",
        "to": "2026-06",
        "fitness": "u2",
        "contamination": "clean",
        "sulphide": "no",
        "sensitivity": "partners",
        "site": "d",
        "site_name": "",
        "amount": 100.0,
        "unit": "m3ktr",
        "kind": "soil",
        "phase": "",
        "reliability": "",
        "reserved": "yes",
        "invasive": "no",
        "accepts": "",
        "min_fitness": "",
    }


def test_a_need_says_what_it_takes(tmp_path):
    need = LOT | {"direction": "need", "accepts": "savi|siltti", "min_fitness": "u3"}
    _, _, rows = layer(written(tmp_path / "lots.gpkg", [DRAWN], [need]), "lots")
    assert (rows["accepts"], rows["min_fitness"]) == (["savi|siltti"], ["u3"])


def test_sites_keep_the_shape_they_were_drawn_in(tmp_path):
    meta, shapes, rows = layer(written(tmp_path / "lots.gpkg", [DRAWN]), "sites")
    assert (meta["geometry_type"], rows["id"], rows["crs"]) == ("Polygon", ["d"], ["EPSG:3879"])
    assert abs(shapes[0].area - 2500.0) < 2.5  # two projections scale by less than a thousandth


def test_sites_of_several_kinds_share_one_layer(tmp_path):
    meta, shapes, rows = layer(written(tmp_path / "lots.gpkg", [POINT, DRAWN]), "sites")
    assert meta["geometry_type"] == "Unknown"
    assert dict(zip(rows["id"], shapely.get_type_id(shapes).tolist(), strict=True)) == {
        "p": 0,
        "d": 3,
    }
    assert (shapes[0].x, shapes[0].y) == (385000.0, 6690000.0)


def test_points_alone_are_a_layer_of_points(tmp_path):
    path = tmp_path / "lots.gpkg"
    write_region_file(tiny(), path)
    meta, shapes, _ = layer(path, "sites")
    assert (meta["geometry_type"], len(shapes)) == ("Point", 7)


def test_the_same_region_gives_the_same_map(tmp_path):
    first, second = (written(tmp_path / name, [POINT, DRAWN]) for name in ("1.gpkg", "2.gpkg"))
    assert first.read_bytes() == second.read_bytes()
