# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the way of an IFC model into a region to its volume states, and to what was said."""

import pytest
from cli_run import files_of, said, said_json, tiny_folder
from ifc_written import Work, ifc_text

from kotipesa.lots.from_earthworks import earthwork_lots
from kotipesa.lots.from_volumes import Terms
from kotipesa.region import read
from kotipesa.sources.models.ifc import Earthwork, IfcQuantity

PIT = Work(
    "0DXeno$_PCD8dDwgp1oo3r",
    quantities=(("UndisturbedVolume", "100."), ("LooseVolume", "150.")),
    name="Pit",
)
WORKS = (
    PIT,
    Work("0Loose$_PCD8dDwgp1oo3r", quantities=(("LooseVolume", "60."),)),
    Work("0Weigh$_PCD8dDwgp1oo3r", quantities=(("Weight", "5000."),)),
    Work("0Soil_$_PCD8dDwgp1oo3r", type="TOPSOILREMOVAL"),
    Work("0Mill_$_PCD8dDwgp1oo3r", type="PAVEMENTMILLING"),
    Work("1R6jXAF0PCcAAzHsZ041ui", "fill", "EMBANKMENT", (("CompactedVolume", "50."),)),
)
SAID = Terms("M", "s", "", "", "2027-05", "2027-08", "savi", "", "moreeni", "", "B")
WORDS = ["--from", "2027-05", "--to", "2027-08", "--reliability", "B", "--soil", "savi"]


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "model.ifc"
    path.write_text(ifc_text(WORKS), encoding="utf-8")
    return path


def cut(composition=(), kind="cut"):
    quantity = IfcQuantity("Qto", "UndisturbedVolume", "volume", 9.0, "m3ktr")
    return Earthwork("g", kind, "CUT", "", "", (), tuple(composition), (quantity,))


def test_stated_quantities_are_listed_with_their_state_and_what_counts(capsys, model):
    code, record = said_json(capsys, "volumes", model)
    assert code == 0
    assert [(work["id"][:5], work["counted"]) for work in record["earthworks"]] == [
        ("0DXen", "UndisturbedVolume"),
        ("0Loos", "LooseVolume"),
        ("0Weig", "Weight"),
        ("0Soil", "UndisturbedVolume"),
        ("0Mill", "UndisturbedVolume"),
        ("1R6jX", "CompactedVolume"),
    ]
    shown = said(capsys, "volumes", model).out
    assert "m3itd" in shown
    assert "✓" in shown


def test_earthworks_become_lots_in_the_state_they_are_stated_in(capsys, tmp_path, model):
    region = tiny_folder(tmp_path / "tiny")
    site = read(region).sites.id[0]
    words = ["--into", region, "--site", site, "--fill-material", "moreeni", *WORDS]
    code, record = said_json(capsys, "volumes", model, *words)
    assert (code, record["rows"]) == (0, {"lots": 5})
    assert [found["code"] for found in record["problems"]] == ["ifc_swell_differs", "ifc_pavement"]
    lots = (region / "lots.csv").read_text(encoding="utf-8").splitlines()
    added = [line for line in lots if "$_PCD8" in line or "1R6jXAF0" in line]
    assert [",".join(line.split(",")[:5]) for line in added] == [
        "0DXeno$_PCD8dDwgp1oo3r,have,savi,100,m3ktr",
        "0Loose$_PCD8dDwgp1oo3r,have,savi,60,m3itd",
        "0Weigh$_PCD8dDwgp1oo3r,have,savi,5,t",
        "0Soil_$_PCD8dDwgp1oo3r,have,multa,100,m3ktr",
        "1R6jXAF0PCcAAzHsZ041ui,need,moreeni,50,m3rtr",
    ]


def test_what_nobody_said_changes_nothing(capsys, tmp_path, model):
    region = tiny_folder(tmp_path / "tiny")
    before = files_of(region)
    code, record = said_json(capsys, "volumes", model, "--into", region, *WORDS)
    assert code == 2
    assert "--site, --fill-material" in record["problems"][0]["message"]["en"]
    assert files_of(region) == before


@pytest.mark.parametrize(
    ("composition", "terms", "material"),
    [
        ((), {"soil": "savi"}, "savi"),
        ((), {"rock": "louhe"}, "louhe"),
        ((), {"soil": "savi", "rock": "louhe", "beyond_rock": "rock"}, "louhe"),
        ([("Rock", 2.0), ("Air", 1.0)], {"soil": "savi", "rock": "louhe"}, "louhe"),
        ([("Clay", 2.0), ("Rock", 0.0)], {"soil": "savi", "rock": "louhe"}, "savi"),
        ([("Clay", 2.0), ("Rock", 1.0)], {"soil": "savi", "beyond_rock": "soil"}, "savi"),
    ],
)
def test_a_cut_is_what_the_file_or_the_user_says(composition, terms, material):
    whole = Terms("", "s", "", "", "2027-05", "2027-08", reliability="B", **terms)
    rows, fault, _ = earthwork_lots([cut(composition)], whole, "m.ifc")
    assert fault is None
    assert [(row["id"], row["material"]) for row in rows] == [("g", material)]


@pytest.mark.parametrize(
    ("composition", "terms", "names"),
    [
        ((), {}, "--soil"),
        ((), {"soil": "savi", "rock": "louhe"}, "--beyond-rock"),
        ([("Clay", 2.0), ("Rock", 1.0)], {"soil": "savi"}, "--beyond-rock"),
        ([("Rock", 1.0)], {"soil": "savi"}, "--rock-material"),
    ],
)
def test_what_neither_says_is_asked(composition, terms, names):
    whole = Terms("", "s", "", "", "2027-05", "2027-08", reliability="B", **terms)
    _, fault, _ = earthwork_lots([cut(composition)], whole, "m.ifc")
    assert (fault.code, dict(fault.params)) == ("volumes_need", {"names": names})


def test_a_model_without_amounts_brings_nothing(model):
    nothing = Earthwork("g", "cut", "CUT", "", "", (), (), ())
    assert earthwork_lots([nothing], SAID, model.name)[1].code == "ifc_nothing"


def test_one_surface_alone_is_no_volume(capsys, tmp_path):
    path = tmp_path / "ground.xml"
    path.write_text("<LandXML/>", encoding="utf-8")
    code, record = said_json(capsys, "volumes", path)
    assert (code, record["problems"][0]["code"]) == (2, "volumes_one_surface")
