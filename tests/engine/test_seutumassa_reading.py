# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold how SeutuMASSA's rows become lots, sites and projects, and what is said of odd ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seutumassa_written import CLAY, POINT, csv_bytes, csv_file, mass, table_rows

from kotipesa.errors import message, severity
from kotipesa.sources.seutumassa import COLUMNS, is_seutumassa, read_seutumassa

AREA = (
    '{"type":"Polygon","coordinates":[[[25497200,6675000],[25497300,6675000],'
    "[25497300,6675100],[25497200,6675000]]]}"
)


def read_rows(tmp_path, *rows, **options):
    tables, problems = read_seutumassa(csv_file(tmp_path, rows), **options)
    return {name: table_rows(table) for name, table in tables.items()}, problems


def said(problems):
    return [(p.code, p.where.row, p.where.column) for p in problems]


def test_a_row_becomes_a_lot_its_site_and_its_project(tmp_path):
    tables, problems = read_rows(tmp_path, CLAY)
    assert problems == ()
    assert tables == {
        "lots": [
            {
                "id": "12-have-savi-u1-clean-1",
                "direction": "have",
                "material": "savi",
                "material_group": "",
                "amount": "1500",
                "unit": "m3ktr",
                "site": "12",
                "from": "2026-03",
                "to": "2026-09",
                "owner": "Helsingin kaupunki",
                "project": "12",
                "fitness": "u1",
                "contamination": "clean",
            }
        ],
        "sites": [
            {
                "id": "12",
                "x": "25497200.5",
                "y": "6675000.25",
                "crs": "EPSG:3879",
                "geometry": "",
                "name": "Koulu",
                "municipality": "091",
                "type": "työmaa",
            }
        ],
        "projects": [
            {
                "id": "12",
                "name": "Koulu",
                "owner": "Helsingin kaupunki",
                "municipality": "091",
                "project_area": "Kalasatama",
            }
        ],
    }


def test_a_cubic_metre_of_need_is_one_in_the_structure(tmp_path):
    tables, _ = read_rows(tmp_path, mass(c7="alijäämä/tarvittava"), mass(c11="t", c2="louhe"))
    assert [lot["unit"] for lot in tables["lots"]] == ["m3rtr", "t"]


def test_what_is_not_told_is_unknown_and_never_clean(tmp_path):
    tables, _ = read_rows(tmp_path, mass(c4="", c5=""))
    assert (tables["lots"][0]["fitness"], tables["lots"][0]["contamination"]) == ("unknown",) * 2


@pytest.mark.parametrize(
    ("kind", "group", "material", "kept"),
    [
        ("savi", "hienorakeiset maalajit", "savi", ""),
        ("savi", "", "savi", "-"),
        ("louhe", "", "louhe", ""),
        ("louhe", "karkearakeiset maalajit", "louhe", "karkearakeiset maalajit"),
        ("", "moreenimaalajit", "moreeni", ""),
        ("", "eloperäiset maalajit", "eloperäiset maalajit", "eloperäiset maalajit"),
    ],
)
def test_kind_and_group_are_told_apart(tmp_path, kind, group, material, kept):
    tables, problems = read_rows(tmp_path, mass(c2=kind, c3=group))
    assert (tables["lots"][0]["material"], tables["lots"][0]["material_group"]) == (material, kept)
    assert bool(problems) == (material == group)


def test_an_area_keeps_its_outline_and_gives_a_point_inside(tmp_path):
    tables, _ = read_rows(tmp_path, mass(c18=AREA))
    assert tables["sites"][0] | {"x": "", "y": ""} == {
        "id": "12",
        "x": "",
        "y": "",
        "crs": "EPSG:3879",
        "geometry": "POLYGON ((25497200 6675000, 25497300 6675000, "
        "25497300 6675100, 25497200 6675000))",
        "name": "Koulu",
        "municipality": "091",
        "type": "työmaa",
    }
    assert (tables["sites"][0]["x"], tables["sites"][0]["y"]) == ("25497275.0", "6675050.0")


@pytest.mark.parametrize(
    "place",
    [
        "{",
        "[]",
        '"text"',
        '{"type":"Point"}',
        '{"type":"Point","coordinates":[1e999,2]}',
        '{"type":"Point","coordinates":[NaN,2]}',
        '{"type":"LineString","coordinates":[[1,2],[3,4]]}',
        '{"type":"GeometryCollection","geometries":[]}',
        '{"type":"FeatureCollection","features":[' + "[" * 5000,
        '{"type":"Polygon","coordinates":[[[1,2],[3,4]]]}',
    ],
)
def test_a_place_that_is_no_geojson_is_an_error_at_its_row(tmp_path, place):
    _, problems = read_rows(tmp_path, mass(), mass(c0="13", c18=place))
    assert said(problems) == [("seutumassa_geometry", 3, "GeoJSON")]


@pytest.mark.parametrize(
    "place",
    [
        POINT,
        f'{{"type":"Feature","properties":{{}},"geometry":{POINT}}}',
        f'{{"type":"FeatureCollection","features":[{{"type":"Feature","geometry":{POINT}}}]}}',
        POINT[:-1] + ',"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3879"}}}',
    ],
)
def test_a_point_may_be_wrapped_as_a_feature(tmp_path, place):
    tables, problems = read_rows(tmp_path, mass(c18=place))
    site = tables["sites"][0]
    assert (site["x"], site["y"], problems) == ("25497200.5", "6675000.25", ())


def test_a_site_without_a_place_is_left_to_the_region(tmp_path):
    tables, problems = read_rows(tmp_path, mass(c18=""))
    assert (set(tables), said(problems)) == (
        {"lots", "projects"},
        [("seutumassa_no_place", 2, "GeoJSON")],
    )


def test_metres_and_used_up_masses_are_listed_and_left_out(tmp_path):
    tables, problems = read_rows(
        tmp_path, mass(c11="m"), mass(c10="0", c2="sora"), mass(c2="hiekka")
    )
    assert [lot["material"] for lot in tables["lots"]] == ["hiekka"]
    assert said(problems) == [
        ("seutumassa_metres", 2, "Massan yksikkö"),
        ("seutumassa_nothing_left", 3, "Massan määrä"),
    ]


def test_rows_of_a_site_must_agree_on_what_the_site_is(tmp_path):
    _, problems = read_rows(tmp_path, mass(), mass(c2="sora", c17="Pasila", c16="092"))
    assert sorted(said(problems)) == [
        ("seutumassa_site_disagrees", 3, "Hankealue"),
        ("seutumassa_site_disagrees", 3, "Kunta"),
    ]
    assert {severity(p) for p in problems} == {"error"}


def test_ids_do_not_depend_on_the_order_of_rows_or_on_amounts_and_months(tmp_path):
    rows = [mass(), mass(c2="sora"), mass(c0="13"), mass(c7="alijäämä/tarvittava")]
    moved = [mass(c2="hiekka"), *(row | {"Massan määrä": "7"} for row in rows[::-1])]
    ids = [{lot["id"] for lot in read_rows(tmp_path, *given)[0]["lots"]} for given in (rows, moved)]
    assert ids[1] - ids[0] == {"12-have-hiekka-u1-clean-1"}
    assert ids[0] - ids[1] == set()


def test_rows_alike_are_numbered_by_month_then_amount_and_said_to_be_ambiguous(tmp_path):
    late, much, little = mass(c8="2026-05"), mass(c10="900"), mass(c10="80")
    tables, problems = read_rows(tmp_path, late, much, little)
    assert {lot["amount"]: lot["id"][-1] for lot in tables["lots"]} == {
        "80": "1",
        "900": "2",
        "1500": "3",
    }
    assert said(problems) == [("seutumassa_rows_alike", 2, "Kohteen id")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_delimiter_and_encoding_of_offices_is_read_alike(tmp_path, delimiter, encoding):
    path = csv_file(
        tmp_path, [mass(), mass(c18=AREA, c0="1")], delimiter=delimiter, encoding=encoding
    )
    assert is_seutumassa(path)
    tables, _ = read_seutumassa(path)
    plain, _ = read_seutumassa(csv_file(tmp_path, [mass(), mass(c18=AREA, c0="1")]))
    assert {n: table_rows(t) for n, t in tables.items()} == {
        n: table_rows(t) for n, t in plain.items()
    }


def test_columns_come_in_any_order_and_others_are_noted(tmp_path):
    path = tmp_path / "massat.csv"
    header = ["Vaihe", *reversed(COLUMNS)]
    path.write_bytes(csv_bytes([CLAY | {"Vaihe": "rakentaminen"}], header=header))
    tables, problems = read_seutumassa(path)
    assert table_rows(tables["lots"])[0]["id"] == "12-have-savi-u1-clean-1"
    assert said(problems) == [("unknown_column", 1, "Vaihe")]


def test_a_needed_column_that_is_not_there_is_an_error(tmp_path):
    path = tmp_path / "massat.csv"
    path.write_bytes(csv_bytes([CLAY], header=[c for c in COLUMNS if c != "Massan yksikkö"]))
    tables, problems = read_seutumassa(path)
    assert (tables, said(problems)) == ({}, [("missing_column", 1, "Massan yksikkö")])


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "m3", "12", "=1+1", "nan", "-1", "2026-03", "savi", POINT, AREA, "{}"]),
)


@settings(max_examples=150)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)), min_size=1, max_size=4))
def test_whatever_stands_in_the_cells_is_read_or_a_problem(tmp_path_factory, rows):
    path = csv_file(tmp_path_factory.mktemp("massat"), rows)
    for with_contacts in (False, True):
        tables, problems = read_seutumassa(path, with_contacts=with_contacts)
        assert set(tables) <= {"lots", "sites", "projects", "contacts"}
        assert all(message(found, "fi") for found in problems)


def test_other_tables_are_not_taken_for_seutumassa(tmp_path):
    path = tmp_path / "lots.csv"
    path.write_text("id,direction,material\n1,have,savi\n", encoding="utf-8")
    assert not is_seutumassa(path)
    assert not is_seutumassa(tmp_path / "nothing.csv")
