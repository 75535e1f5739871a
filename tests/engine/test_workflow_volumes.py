# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the way of two models to figures, to lots with their volume state, and to Inframodel."""

from dataclasses import replace

import pytest
from cli_run import files_of, said, said_json, tiny_folder

from kotipesa.errors import InputError, KotipesaError
from kotipesa.lots.from_volumes import Terms, lot_tables
from kotipesa.region import read
from kotipesa.sources.models.landxml import Said
from kotipesa.surfaces import CutFill, RockSplit
from kotipesa.workflow.models import Model, measure_volumes, volumes_into, write_volumes

GK25 = 'epsgCode="3879" verticalCoordinateSystemName="N2000"'
TERMS = {
    "--id": "M1",
    "--from": "2027-05",
    "--to": "2027-08",
    "--reliability": "B",
    "--soil": "savi",
    "--rock-material": "louhe",
    "--fill-material": "moreeni",
}
WHOLE = Terms(
    id="M1",
    from_month="2027-05",
    to_month="2027-08",
    reliability="B",
    soil="savi",
    fill="moreeni",
)
VOLUMES = CutFill(
    cut_m3=100.0,
    fill_m3=40.0,
    area_m2=50.0,
    base_only_m2=0.0,
    design_only_m2=0.0,
    cut_area_m2=30.0,
    fill_area_m2=20.0,
    deepest_cut_m=5.0,
    highest_fill_m=3.0,
    cut_place=(25_500_010.0, 6_683_010.0),
    fill_place=(25_500_030.0, 6_683_010.0),
)


def model(folder, name, west_m, east_m, to_x=40, system=GK25, low=0):
    """Write a slope over 20 m from south to north and ``to_x`` m from west to east."""
    heights = (west_m, east_m, east_m, west_m)
    corners = zip(((0, low), (0, to_x), (20, to_x), (20, low)), heights, strict=True)
    points = "".join(
        f'<P id="{number}">{6683000 + north} {25500000 + east} {height}</P>'
        for number, ((north, east), height) in enumerate(corners, 1)
    )
    path = folder / f"{name}.xml"
    path.write_text(
        f'<LandXML><Units><Metric linearUnit="meter"/></Units><CoordinateSystem {system}/>'
        f'<Surfaces><Surface name="{name}"><Definition surfType="TIN"><Pnts>{points}</Pnts>'
        "<Faces><F>1 2 3</F><F>1 3 4</F></Faces></Definition></Surface></Surfaces></LandXML>",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def ground(tmp_path):
    return model(tmp_path, "ground", 12, 12)


@pytest.fixture
def plan(tmp_path):
    return model(tmp_path, "plan", 9, 13)


@pytest.fixture
def rock(tmp_path):
    return model(tmp_path, "rock", 11, 11, to_x=20)


def words(**changed):
    terms = TERMS | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    return [word for pair in terms.items() if pair[1] for word in pair]


def refused(*models, **options):
    with pytest.raises(InputError) as fault:
        measure_volumes(*models, **options)
    return [(found.code, dict(found.params)) for found in fault.value.problems]


def test_figures_have_the_names_of_the_contract(capsys, ground, plan):
    code, record = said_json(capsys, "volumes", ground, plan)
    assert code == 0
    figures = ("cut_m3", "fill_m3", "area_m2", "base_only_m2", "design_only_m2")
    assert [record[name] for name in figures] == pytest.approx([900.0, 100.0, 800.0, 0.0, 0.0])
    assert (record["cut_unit"], record["fill_unit"]) == ("m3ktr", "m3rtr")
    assert record["cut_place"] == pytest.approx([25_500_015.0, 6_683_010.0])
    assert (record["errors"], record["notes"], record["rock_split"]) == (0, 0, None)


def test_rock_parts_the_cut_and_the_rest_is_unknown(capsys, ground, plan, rock):
    code, record = said_json(capsys, "volumes", ground, plan, "--rock", rock)
    assert code == 0
    assert record["rock_split"] == pytest.approx(
        {
            "soil_m3": 400.0,
            "rock_m3": 400.0,
            "unknown_m3": 100.0,
            "unknown_m2": 200.0,
            "bulge_m2": 0.0,
        }
    )
    assert [found["code"] for found in record["problems"]] == ["rock_unknown"]


def test_volumes_become_lots_in_their_own_volume_state(capsys, tmp_path, ground, plan, rock):
    region = tmp_path / "koti"
    into = ["--rock", rock, "--into", region, "--beyond-rock", "soil", *words()]
    code, record = said_json(capsys, "volumes", ground, plan, *into)
    assert (code, record["rows"]) == (0, {"lots": 3, "sites": 2})
    lots = (region / "lots.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[:5] for line in lots[1:]] == [
        ["M1-soil", "have", "savi", "500", "m3ktr"],
        ["M1-rock", "have", "louhe", "400", "m3ktr"],
        ["M1-fill", "need", "moreeni", "100", "m3rtr"],
    ]
    found = read(region)
    assert found.lots.id.tolist() == ["M1-soil", "M1-rock", "M1-fill"]
    assert (found.lots.amount_low_t < found.lots.amount_t).tolist() == [True, False, False]
    assert (found.lots.amount_high_t > found.lots.amount_t).tolist() == [False, True, False]
    assert found.sites.id.tolist() == ["M1-cut", "M1-fill"]


def test_lots_may_go_to_a_site_of_the_region(capsys, tmp_path, ground, plan):
    region = tmp_path / "koti"
    assert said(capsys, "volumes", ground, plan, "--into", region, *words()).code == 0
    again = ["--into", region, "--site", "M1-fill", *words(id="M2", rock_material="")]
    code, record = said_json(capsys, "volumes", ground, plan, *again)
    assert (code, record["rows"]) == (0, {"lots": 2})
    assert set(read(region).lots.site[2:].tolist()) == {1}


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    pair = [model(folder, "ground", 12, 12), model(folder, "plan", 9, 13)]
    return measure_volumes(*map(Model, pair))


@pytest.mark.parametrize(
    ("changed", "code", "exit_code"),
    [
        ({"soil": ""}, "volumes_need", 2),
        ({"id": ""}, "volumes_need", 2),
        ({"reliability": ""}, "volumes_need", 2),
        ({"soil": "hopea"}, "unknown_material", 1),
        ({"from_month": "toukokuu"}, "bad_month", 1),
        ({"reliability": "Z"}, "unknown_code", 1),
        ({"site": "kuu"}, "unknown_reference", 1),
    ],
)
def test_what_does_not_fit_the_region_changes_nothing(tmp_path, measured, changed, code, exit_code):
    region = tiny_folder(tmp_path / "tiny")
    before = files_of(region)
    terms = replace(WHOLE, **changed)
    with pytest.raises(KotipesaError) as fault:
        volumes_into(measured, region, terms)
    assert fault.value.exit_code == exit_code
    assert code in [found.code for found in fault.value.problems]
    assert {**files_of(region), ".hold": b""} == {**before, ".hold": b""}


def test_rock_nobody_surveyed_is_not_guessed():
    split = RockSplit(soil_m3=30, rock_m3=20, unknown_m3=50, unknown_m2=9, bulge_m2=0)
    terms = Terms("M", "s", "", "", "2027-01", "2027-02", "savi", "louhe", "moreeni")
    assert lot_tables(VOLUMES, split, terms, "")[1].params == (
        ("names", "--reliability, --beyond-rock"),
    )


def test_a_place_without_a_system_is_not_guessed():
    terms = Terms("M", "auto", "", "", "2027-01", "2027-02", "savi", "", "moreeni", "", "A")
    assert lot_tables(VOLUMES, None, terms, "")[1].code == "volumes_without_crs"


def test_written_quantities_read_back(tmp_path, ground, plan, rock):
    found = measure_volumes(Model(ground), Model(plan), Model(rock))
    path = tmp_path / "both.xml"
    write_volumes(found, path)
    once = path.read_bytes()
    chosen = [Model(path, Said(surface=name)) for name in ("ground", "plan", "rock")]
    again = measure_volumes(*chosen)
    assert (again.cut_fill, again.split) == (found.cut_fill, found.split)
    assert (again.base.crs, again.base.heights) == ("EPSG:3879", "N2000")
    stated = [(one.surface, one.other, one.code, one.what, one.amount) for one in again.base.stated]
    assert stated == [
        ("ground", "plan", "cut", "volume", 900.0),
        ("ground", "plan", "cut", "area", 600.0),
        ("plan", "ground", "fill", "volume", 100.0),
        ("plan", "ground", "fill", "area", 200.0),
        ("rock", "plan", "rock", "volume", 400.0),
    ]
    write_volumes(found, path)
    assert path.read_bytes() == once


def test_surfaces_must_share_their_systems(tmp_path, ground):
    other = model(tmp_path, "other", 9, 9, system='epsgCode="3879" verticalDatum="N60"')
    assert refused(Model(ground), Model(other)) == [
        ("surfaces_heights_differ", {"heights": "N2000, N60"})
    ]
    notes = measure_volumes(Model(ground), Model(other), same_heights=True).notes
    assert [found.code for found in notes] == ["surfaces_heights_unknown"]
    silent = model(tmp_path, "silent", 9, 9, system="")
    assert refused(Model(ground), Model(silent))[0] == (
        "surfaces_crs_differ",
        {"crs": "?, EPSG:3879"},
    )
    told = Model(silent, Said(crs="GK25"))
    assert measure_volumes(Model(ground), told, same_heights=True).cut_fill.cut_m3 == 2400.0


def test_models_that_tell_no_system_are_measured_and_it_is_said(tmp_path):
    silent = [Model(model(tmp_path, name, 9, 9, system="")) for name in ("a", "b")]
    assert [found.code for found in measure_volumes(*silent).notes] == [
        "surfaces_crs_unknown",
        "surfaces_heights_unknown",
    ]


def test_surfaces_apart_are_said_to_be(tmp_path, ground):
    away = model(tmp_path, "away", 9, 9, to_x=90, low=60)
    found = measure_volumes(Model(ground), Model(away))
    assert found.cut_fill.area_m2 == 0.0
    assert [one.code for one in found.notes] == ["surfaces_apart"]


def test_every_problem_of_both_files_is_told_at_once(capsys, tmp_path):
    bad = tmp_path / "bad.xml"
    bad.write_text("<LandXML/>", encoding="utf-8")
    code, record = said_json(capsys, "volumes", bad, tmp_path / "none.xml")
    assert code == 1
    assert [found["code"] for found in record["problems"]] == [
        "model_without_surfaces",
        "path_not_found",
    ]
