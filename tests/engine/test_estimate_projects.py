# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the way from lists of projects to rows of a region: once each, placed, or told why not."""

import pytest
from estimate_sample import investment_row, street_row, write_districts, write_list

from kotipesa.errors import InputError, UsageError, message
from kotipesa.lots.estimate import estimate_programme, estimate_programmes

ASSUMED = {"estimate_unverified"}
NAMELESS_MAP = """{"type": "FeatureCollection", "features": [{
  "type": "Feature", "properties": {"nimi": "Keksilä"},
  "geometry": {"type": "Polygon", "coordinates": [[[25, 60], [25.1, 60], [25, 60.1], [25, 60]]]}
}]}"""
MONTHS = "000011110000"


def estimated(folder, *lists, **options):
    paths = [write_list(folder, f"list{n}.csv", rows) for n, rows in enumerate(lists)]
    return estimate_programmes(paths, districts=write_districts(folder), **options)


def street(row, name, **cells):
    told = {"phases": "m p k v", "ts2023_keur": "300", "months_2023": MONTHS, **cells}
    return street_row(row, name, **told)


def said(found):
    return [(p.code, p.where.row) for p in found.problems if p.code not in ASSUMED]


def dug_m3ktr(found):
    lots = found.tables["lots"]
    return sum(lot["amount"] for lot in lots if lot["unit"] == "m3ktr")


def test_a_project_becomes_a_site_a_project_and_lots(tmp_path):
    found = estimated(tmp_path, [street(1, "Keksikatu", pw_project_no="77")])
    (project,) = found.tables["projects"]
    (site,) = found.tables["sites"]
    assert project == {
        "id": "hki-77",
        "name": "Keksikatu",
        "owner": "Helsingin kaupunki",
        "municipality": "Helsinki",
        "project_area": "Keksilä 11",
        "phase": "rakentaminen",
    }
    assert (site["id"], site["crs"], site["name"]) == ("hki-district-11", "EPSG:3067", "Keksilä 11")
    lots = found.tables["lots"]
    assert {lot["direction"] for lot in lots} == {"have", "need"}
    assert {(lot["site"], lot["from"], lot["to"]) for lot in lots} == {
        ("hki-district-11", "2023-05", "2023-08")
    }
    assert len({lot["id"] for lot in lots}) == len(lots)
    assert said(found) == []


def test_every_lot_says_what_it_rests_on(tmp_path):
    found = estimated(tmp_path, [street(1, "Keksikatu")])
    assert found.tables["lots"][0]["note"] == (
        "estimate: street_new on ground any; 1500 m2 by money; share 1.00; "
        "cut-street-new-ground-any; list0.csv:2"
    )


def test_a_project_in_two_lists_is_counted_once_by_its_number(tmp_path):
    both = estimated(
        tmp_path,
        [street(1, "Keksikatu välillä A-B", pw_project_no="77")],
        [
            investment_row(
                9,
                "Keksikatu (A-B)",
                category="K5.1",
                area_m2="2000",
                pct_complete_by_year="2023:0.4|2024:0.6",
                pw_project_no="77",
            )
        ],
    )
    assert [project["id"] for project in both.tables["projects"]] == ["hki-77"]
    assert said(both) == [("estimate_joined", 2)]
    assert both.tables["lots"][0]["note"].endswith("list0.csv:2, list1.csv:2")


def test_the_months_of_one_list_narrow_the_year_of_the_other(tmp_path):
    found = estimated(
        tmp_path,
        [street(1, "Keksikatu")],
        [investment_row(9, "Keksikatu", area_m2="2000", pct_complete_by_year="2023:0.4|2024:0.6")],
    )
    windows = {(lot["from"], lot["to"]) for lot in found.tables["lots"]}
    assert windows == {("2023-05", "2023-08"), ("2024-01", "2024-12")}


def test_the_same_name_in_the_same_major_district_is_one_project(tmp_path):
    once = estimated(tmp_path, [street(1, "Keksikatu")])
    twice = estimated(tmp_path, [street(1, "Keksikatu"), street(3, "- Keksikatu")])
    assert dug_m3ktr(twice) == dug_m3ktr(once)
    assert [code for code, _ in said(twice)] == ["estimate_joined"]


def test_one_name_with_two_numbers_is_two_projects(tmp_path):
    rows = [street(n, "Keksikatu", pw_project_no=str(n)) for n in (1, 3)]
    found = estimated(tmp_path, rows)
    assert [project["id"] for project in found.tables["projects"]] == ["hki-1", "hki-3"]


def test_one_number_twice_in_one_list_is_two_projects_with_two_ids(tmp_path):
    rows = [street(n, f"Keksikatu {n}", pw_project_no="77") for n in (1, 3)]
    found = estimated(tmp_path, rows)
    assert [project["id"] for project in found.tables["projects"]] == ["hki-77", "hki-str-3"]


def test_alike_names_in_two_lists_are_proposed_and_both_counted(tmp_path):
    investment = {"area_m2": "900", "pct_complete_by_year": "2023:1"}
    found = estimated(
        tmp_path,
        [street(1, "Keksipuistokatu (länsipää)"), street(3, "Keksipolku")],
        [investment_row(9, "Keksipuistokadun itäpää", **investment)],
        [investment_row(9, "Keksipuistokadut", **investment)],
    )
    assert len(found.tables["projects"]) == 4
    assert said(found) == [("estimate_similar_names", 2)]


def test_the_money_of_a_heading_is_counted_in_one_place_only(tmp_path):
    heading = street(1, "Keksilän alue (AM)", ts2023_keur="300")
    parts = [street(2, "Keksikatu", ts2023_keur="200"), street(3, "Keksikuja", ts2023_keur="100")]
    bare = [street(2, "Keksikatu", ts2023_keur=""), street(3, "Keksikuja", ts2023_keur="")]
    by_parts = estimated(tmp_path, [heading, *parts])
    by_heading = estimated(tmp_path, [heading, *bare])
    assert said(by_parts) == [("estimate_heading", 2)]
    assert said(by_heading) == [("estimate_part", 3), ("estimate_part", 4)]
    assert dug_m3ktr(by_parts) == pytest.approx(dug_m3ktr(by_heading), rel=0.02)


def test_a_part_that_is_listed_twice_names_its_heading_both_times(tmp_path):
    heading = street(1, "Keksilän alue (AM)", ts2023_keur="300")
    parts = [street(2, "Keksikatu", ts2023_keur=""), street(3, "Keksikuja", ts2023_keur="")]
    again = street(4, "Keksikatu", ts2023_keur="", sheet="Peruskorjaus")
    found = estimated(tmp_path, [heading, *parts, again])
    told = [message(p, "en") for p in found.problems if p.code == "estimate_part"]
    assert told == [
        "Keksikatu: a part of row list0.csv:2; counted there.",
        "Keksikuja: a part of row list0.csv:2; counted there.",
        "Keksikatu: a part of row list0.csv:2; counted there.",
    ]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"phases": "s"}, "estimate_no_digging"),
        ({"ts2023_keur": ""}, "estimate_no_quantity"),
        ({"name": "Keksikadun liikennevalot"}, "estimate_no_earthworks"),
        ({"name": "Nimeämättömät kohteet"}, "estimate_unnamed"),
        ({"district_no": "", "major_district": ""}, "estimate_no_place"),
        ({"district_no": "99", "major_district": ""}, "estimate_no_place"),
    ],
)
def test_what_cannot_be_estimated_is_listed_with_its_reason(tmp_path, cells, code):
    cells = dict(cells)
    bad = street(1, cells.pop("name", "Keksikatu"), **cells)
    found = estimated(tmp_path, [bad, street(3, "Keksitie", ts2023_keur="100")])
    assert {lot["name"] for lot in found.tables["lots"]} == {"Keksitie"}
    assert said(found) == [(code, 2)]


@pytest.mark.parametrize(
    ("cells", "known"),
    [
        ({"phases": "s"}, ["Keksitie"]),
        ({"name": "Keksikadun liikennevalot"}, ["Keksitie"]),
        ({"ts2023_keur": ""}, ["Keksitie", "Keksikatu"]),
        ({"district_no": "", "major_district": ""}, ["Keksitie", "Keksikatu"]),
    ],
)
def test_a_project_that_digs_is_known_to_exist_though_its_masses_are_not(tmp_path, cells, known):
    cells = dict(cells)
    bad = street(1, cells.pop("name", "Keksikatu"), **cells)
    found = estimated(tmp_path, [bad, street(3, "Keksitie", ts2023_keur="100")])
    assert [project["name"] for project in found.tables["projects"]] == known


def test_an_area_without_a_time_is_a_project_without_lots(tmp_path):
    found = estimated(tmp_path, [investment_row(1, "Keksikatu", area_m2="2000")])
    assert said(found) == [("estimate_no_time", 2)]
    assert [project["name"] for project in found.tables["projects"]] == ["Keksikatu"]
    assert (found.tables["sites"], found.tables["lots"]) == ([], [])


def test_a_project_without_a_district_stands_at_the_middlemost_of_its_major_district(tmp_path):
    found = estimated(tmp_path, [street(1, "Keksikatu", district_no="")])
    (site,) = found.tables["sites"]
    assert (site["id"], site["name"]) == ("hki-major-keskinen", "Keskinen")


def test_soil_that_may_be_contaminated_is_not_taken_as_clean(tmp_path):
    rows = [street(1, "Keksikatu", note_keywords="pima;esirak"), street(3, "Keksitie")]
    lots = estimated(tmp_path, rows).tables["lots"]
    told = {(lot["name"], lot["direction"]): lot["contamination"] for lot in lots}
    assert told == {
        ("Keksikatu", "have"): "unknown",
        ("Keksikatu", "need"): "clean",
        ("Keksitie", "have"): "clean",
        ("Keksitie", "need"): "clean",
    }


def test_the_ground_of_a_district_may_be_told(tmp_path):
    ground = tmp_path / "ground.csv"
    ground.write_text("district,ground_class\n11,soft\n", encoding="utf-8")
    rows = [street(1, "Keksikatu"), street(3, "Keksitie", district_no="12")]
    lots = estimated(tmp_path, rows, ground=ground).tables["lots"]
    silt = {lot["name"] for lot in lots if lot["material"] == "siltti"}
    assert silt == {"Keksikatu"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kaupunginosa,maa\n11,soft\n", "ground_columns"),
        ("district,ground_class\n11,jelly\n", "estimate_code_unknown"),
        ("district,ground_class\nKallio,soft\n", "estimate_code_unknown"),
    ],
)
def test_a_bad_file_of_ground_classes_is_refused(tmp_path, text, code):
    ground = tmp_path / "ground.csv"
    ground.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        estimated(tmp_path, [street(1, "Keksikatu")], ground=ground)
    assert [p.code for p in refusal.value.problems] == [code]


def test_the_unit_costs_of_the_list_are_learnt_and_told(tmp_path):
    rows = [
        investment_row(
            n,
            f"Keksikatu {n}",
            category="K4",
            area_m2="1000",
            cost_estimate_keur=str(100 * n),
            pct_complete_by_year="2023:1",
        )
        for n in range(1, 6)
    ]
    rows.append(
        investment_row(
            9,
            "Keksitie",
            category="K4",
            cost_estimate_keur="600",
            pct_complete_by_year="2023:1",
        )
    )
    found = estimated(tmp_path, rows)
    costs = [dict(p.params) for p in found.problems if p.code == "estimate_unit_costs"]
    figures = {"rows": "5", "low": "200", "mid": "300", "high": "400"}
    assert costs == [{"category": "K4", **figures}, {"category": "*", **figures}]
    by_money = {lot["note"] for lot in found.tables["lots"] if lot["name"] == "Keksitie"}
    assert all("2000 m2 by money" in note for note in by_money)


def test_without_districts_nothing_can_be_placed(tmp_path):
    path = write_list(tmp_path, "list.csv", [street(1, "Keksikatu")])
    with pytest.raises(UsageError) as refusal:
        estimate_programme(path, districts=[])
    assert [p.code for p in refusal.value.problems] == ["estimate_districts_needed"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not a map", "map_unreadable"),
        (
            NAMELESS_MAP,
            "districts_without_key",
        ),
    ],
)
def test_a_file_of_districts_that_says_nothing_is_refused(tmp_path, text, code):
    path = write_list(tmp_path, "list.csv", [street(1, "Keksikatu")])
    districts = tmp_path / "odd.geojson"
    districts.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        estimate_programme(path, districts=[districts])
    assert [p.code for p in refusal.value.problems] == [code]


def test_a_missing_file_of_districts_is_refused(tmp_path):
    path = write_list(tmp_path, "list.csv", [street(1, "Keksikatu")])
    with pytest.raises(InputError) as refusal:
        estimate_programme(path, districts=[tmp_path / "nowhere.gpkg"])
    assert [p.code for p in refusal.value.problems] == ["districts_missing"]


def test_a_mark_without_a_legend_is_told_and_not_used(tmp_path):
    plain = estimated(tmp_path, [street(1, "Keksikatu")])
    marked = estimated(tmp_path, [street(1, "Keksikatu", mass_balance="+")])
    assert marked.tables == plain.tables
    assert said(marked) == [("estimate_marks_unread", 0)]
