# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold how holes in the infra format are read: good ones, broken ones, and those never guessed."""

import csv
import os
from ast import literal_eval
from pathlib import Path

import numpy as np
import pytest
from boreholes_written import EAST, NORTH, hole, tek_file
from hypothesis import given, settings
from hypothesis import strategies as st

from kotipesa.sources.apart import RefusedError, parse_apart
from kotipesa.sources.boreholes import read_boreholes
from kotipesa.sources.boreholes.layers import soil_of
from kotipesa.sources.boreholes.parse import parse
from kotipesa.sources.boreholes.reading import holes_of
from kotipesa.sources.boreholes.systems import system_of

CLAY_ON_TILL = "AL 0.40 -/0.60 100 6 Sa/0.80 50 0/4.00 25 0/4.20 100 9 HkMr/4.60 0 -5"


def read(tmp_path, *holes, **head):
    path = tek_file(tmp_path, *holes, **head)
    return holes_of(parse(path), path.name)


def layers(found, hole=0):
    rows = np.flatnonzero(found.layers.hole == hole)
    columns = ("top_m", "bottom_m", "soil", "material", "kind")
    return list(zip(*(getattr(found.layers, c)[rows].tolist() for c in columns), strict=True))


def codes(problems):
    return [(p.code, p.where.row) for p in problems]


def test_a_hole_has_a_place_a_date_a_depth_and_a_reason_to_end(tmp_path):
    found, problems = read(tmp_path, hole(CLAY_ON_TILL))
    assert problems == []
    assert (found.id[0], found.method[0], found.date[0], found.end[0]) == (
        "20-1",
        "PA",
        "2024-03-05",
        "KL",
    )
    assert (found.level_m[0], found.height[0], found.depth_m[0], found.crs[0]) == (
        12.5,
        "N2000",
        4.6,
        "EPSG:3879",
    )
    assert np.round([found.x_m[0], found.y_m[0]], 1).tolist() == [386_291.0, 6_674_094.6]


def test_a_name_holds_from_the_row_above_until_another_stands(tmp_path):
    found, _ = read(tmp_path, hole(CLAY_ON_TILL))
    assert layers(found) == [
        (0.0, 0.4, "", "", ""),
        (0.4, 4.0, "Sa", "savi", "clay"),
        (4.0, 4.6, "HkMr", "hiekkamoreeni", "till"),
    ]


@pytest.mark.parametrize(
    ("method", "rows", "expected"),
    [
        ("PO", "1.0 3/2.0 4 Sr/3.0 60 Ka", [(0, 1, ""), (1, 2, "Sr"), (2, 3, "Ka")]),
        ("HP", "1.0 1 2 H Sa/2.0 3 4 P", [(0, 2, "Sa")]),
        ("MW", "1.0 1 2 3 4 5 6 0 Si/2.0 1 2 3 4 5 6 1 Ka", [(0, 1, "Si"), (1, 2, "Ka")]),
        ("KO", "0.5 Hm 1 0/2.0 Sa 0 0", [(0, 0.5, "Hm"), (0.5, 2, "Sa")]),
        ("NO", "1.0 N1 1.5 Sa/3.0 N2 3.5", [(1, 1.5, "Sa"), (3, 3.5, "")]),
        ("KE", "3.0 6.0", [(3, 6, "Ka")]),
        ("SI/FVT", "1.0 12 2 6 0/2.0 14 2 7 0", [(0, 2, "")]),
        ("VP", "11.2 05032024 13 2 1 Mallikas", []),
        ("PA", "AL 2.0 Lk Tä/2.2 100 3 Sa", [(0, 2, "Tä"), (2, 2.2, "Sa")]),
        ("PA", "1,0 100 2 Sa/001.50. 100 3", [(0, 1.5, "Sa")]),
    ],
)
def test_each_method_tells_its_soil_in_its_own_place(tmp_path, method, rows, expected):
    found, _ = read(tmp_path, hole(rows, method=method))
    assert [(top, bottom, soil) for top, bottom, soil, *_ in layers(found)] == expected


@pytest.mark.parametrize(
    ("name", "material", "kind"),
    [
        ("Sa", "savi", "clay"),
        ("SA", "savi", "clay"),
        ("liSa", "savi", "clay"),
        ("HkSa", "savi", "clay"),
        ("SaSi", "siltti", "silt"),
        ("saLj", "lieju", "organic"),
        ("HkMr", "hiekkamoreeni", "till"),
        ("kiMr", "moreeni", "till"),
        ("Ka", "", "rock"),
        ("Ta", "", ""),
        ("x", "", ""),
    ],
)
def test_the_last_part_of_a_name_tells_the_soil(name, material, kind):
    assert soil_of(name) == (material, kind)


@pytest.mark.parametrize(
    ("written", "system"),
    [
        ("ETRS-GK25", "EPSG:3879"),
        ("ETRS-GK25FIN", "EPSG:3879"),
        ("gk19", "EPSG:3873"),
        ("ETRS-TM35FIN", "EPSG:3067"),
        ("EPSG:3879", "EPSG:3879"),
        ("KKJ3", "EPSG:2393"),
        ("KKJ 2", "EPSG:2392"),
        ("YKJ", "EPSG:2393"),
        ("HELSINKI", ""),
        ("VVJ", ""),
        ("GK32", ""),
        ("", ""),
    ],
)
def test_national_systems_are_known_by_their_names_and_others_never_guessed(written, system):
    assert system_of(written) == system


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("FO 2.3\n", [("boreholes_no_system", 2), ("boreholes_no_height", 2)]),
        ("KJ VVJ N43\n", [("boreholes_unknown_system", 2)]),
        ("KJ ETRS-GK25 KORKEUS\n", [("boreholes_no_height", 2)]),
        ("KJ ETRS-GK24 N2000\n", [("boreholes_off_map", 2)]),
    ],
)
def test_a_system_nobody_told_or_knows_leaves_holes_without_a_place(tmp_path, head, expected):
    found, problems = read(tmp_path, hole(CLAY_ON_TILL), head=head)
    assert codes(problems) == expected
    assert np.isnan(found.x_m[0]) == (expected != [("boreholes_no_height", 2)])


def test_coordinates_the_wrong_way_round_are_said_to_be_so(tmp_path):
    found, problems = read(tmp_path, hole(CLAY_ON_TILL, north=EAST, east=NORTH))
    assert (codes(problems), np.isnan(found.x_m[0])) == ([("boreholes_swapped", 3)], True)


def test_names_of_iso_14688_are_not_read_as_finnish_ones(tmp_path):
    found, problems = read(tmp_path, hole("1.0 100 3 Sa", before="ML ISO14688\n"))
    assert codes(problems) == [("boreholes_iso_classes", 3)]
    assert layers(found) == [(0.0, 1.0, "Sa", "", "")]


def test_a_missing_end_is_said_and_the_next_hole_still_begins(tmp_path):
    found, problems = read(tmp_path, hole("1.0 100 3 Sa", end=""), hole("2.0 100 3 Hk", number=2))
    assert (len(found), found.is_ended.tolist(), found.depth_m.tolist()) == (
        2,
        [False, True],
        [1.0, 2.0],
    )
    assert codes(problems) == [("boreholes_not_ended", 3)]


def test_junk_is_counted_and_loses_nothing_else(tmp_path):
    rows = "1.0 100 3 Sa/what is this/nan 100 2 Hk/-3.0 1 1/99999 1 1/2.0 100 3 Hk  2.5 1 1"
    found, problems = read(tmp_path, hole(rows))
    assert [layer[:3] for layer in layers(found)] == [(0.0, 1.0, "Sa"), (1.0, 2.0, "Hk")]
    assert [dict(p.params)["count"] for p in problems] == ["4"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_of_all_ages_are_read_alike(tmp_path, encoding):
    path = tmp_path / "holes.tek2"
    text = "KJ ETRS-GK25 N2000\n" + hole("1.0 100 3 Tä")
    path.write_bytes(text.encode(encoding))
    found, _ = holes_of(parse(path), path.name)
    assert [layer[3] for layer in layers(found)] == ["täyttömaa"]


def test_names_of_people_are_read_by_nobody(tmp_path):
    path = tek_file(tmp_path, hole("1.0 100 3 Sa"))
    assert "Mallikas" not in str(parse_apart("boreholes", path))
    assert "Mallikas" not in str(read_boreholes([path]))


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, b"Sa " * 100_000, b"-1 KL\n1.0 Sa\n"])
def test_a_file_without_holes_is_refused(tmp_path, content):
    path = tmp_path / "holes.tek"
    path.write_bytes(content)
    found, problems = read_boreholes([path])
    assert (found, codes(problems)) == (None, [("boreholes_none", 0)])


def test_files_are_joined_and_layers_keep_their_holes(tmp_path):
    paths = [
        tek_file(tmp_path, hole("1.0 100 3 Sa"), hole("1.0 100 3 Hk", number=2)),
        tek_file(tmp_path, hole("1.0 100 3 Mr", number=3)),
    ]
    found, _ = read_boreholes(paths)
    assert [layers(found, place)[0][2] for place in range(3)] == ["Sa", "Hk", "Mr"]
    assert found.file.tolist() == ["holes0.tek", "holes0.tek", "holes1.tek"]


WORDS = st.sampled_from(
    [
        *("FO", "KJ", "OM", "TY", "TT", "XY", "AL", "-1", "HM", "PA", "NO", "HP", "KE", "VP", "-"),
        *("Sa", "HkMr", "1.0", "2,5", "nan", "1e400", "-3", "ä", "ETRS-GK25", "N2000", "6675000"),
    ]
)


def read_or_refused(path):
    try:
        return holes_of(parse(path), path.name)[0]
    except RefusedError:
        return None


@settings(max_examples=300)
@given(st.lists(st.lists(WORDS, max_size=7), max_size=30))
def test_any_order_of_words_is_read_or_refused_and_layers_stay_in_their_holes(
    tmp_path_factory, lines
):
    path = tmp_path_factory.mktemp("tek") / "holes.tek"
    path.write_text("\n".join(" ".join(words) for words in lines), encoding="utf-8")
    found = read_or_refused(path)
    if found is not None:
        rows = found.layers
        assert (np.diff(rows.hole) >= 0).all()
        assert ((rows.top_m < rows.bottom_m) & (rows.bottom_m <= found.depth_m[rows.hole])).all()


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("tek") / "holes.tek"
    path.write_bytes(content)
    read_or_refused(path)


ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("KOTIPESA_DATA", ROOT.parent / "shared" / "data")) / "models" / "tek"
PALTTA, ITS_TABLE = DATA / "gtk_paltta.tek", DATA / "tek_to_csv_by_repo_author.csv"


@pytest.mark.skipif(
    not ITS_TABLE.is_file(), reason="did not run: the real holes are not here (set KOTIPESA_DATA)"
)
def test_real_holes_agree_with_the_table_another_reader_made_of_them():
    with ITS_TABLE.open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    found, _ = read_boreholes([PALTTA])
    parsed = parse_apart("boreholes", PALTTA)
    assert len(found) == len(table) == 64
    for name, column in (("X", found.x_m), ("Y", found.y_m), ("Z", found.level_m)):
        assert np.allclose(column, [float(row[name]) for row in table], atol=1e-6)
    days = [f"{d[4:]}-{d[2:4]}-{d[:2]}" for d in (row["pvm"] for row in table)]
    assert found.date.tolist() == days
    deepest = np.array([float(row["Paattymissyvyys"] or "nan") for row in table])
    differing = ~np.isclose(found.depth_m, deepest) & ~np.isnan(deepest)
    assert found.depth_m[differing].tolist() == [3.65]  # its last row goes back up, to 3.62
    tops = np.where(np.isnan(parsed["row_top_m"]), parsed["row_bottom_m"], parsed["row_top_m"])
    named = set(zip(parsed["row_hole"].tolist(), np.round(tops, 2).tolist(), strict=True))
    theirs = {
        (place, round(float(depth.rstrip(".")), 2))
        for place, row in enumerate(table)
        for name in ("Sa", "Si", "Hk", "Sr", "Mr", "Ki", "SrMr", "Hksa", "Hksr", "Ka")
        for depth in literal_eval(row[name])
    }
    assert theirs - named == set()
