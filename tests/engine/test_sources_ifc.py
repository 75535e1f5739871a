# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the reading of IFC to the quantities a file states, and to nothing it does not."""

import sys

import pytest
from ifc_written import CUBIC_METRE, KILOGRAM, Work, ifc_text

from kotipesa.sources.apart import RefusedError
from kotipesa.sources.models import ifc_parse
from kotipesa.sources.models.ifc import IfcQuantity, earthworks_in, read_earthworks

PIT = Work("0DXeno$_PCD8dDwgp1oo3r", name="Pit")
BANK = Work(
    "1R6jXAF0PCcAAzHsZ041ui", "fill", "EMBANKMENT", (("CompactedVolume", "50."),), name="Bank"
)
FOOT = (
    "#901=IFCSIUNIT(*,.VOLUMEUNIT.,$,.CUBIC_METRE.);",
    "#902=IFCMEASUREWITHUNIT(IFCVOLUMEMEASURE(0.0283168),#901);",
    "#903=IFCDIMENSIONALEXPONENTS(3,0,0,0,0,0,0);",
)
CUBIC_FOOT = "IFCCONVERSIONBASEDUNIT(#903,.VOLUMEUNIT.,'CUBIC FOOT',#902)"


@pytest.fixture
def written(tmp_path):
    def write(works, **options):
        path = tmp_path / "model.ifc"
        path.write_text(ifc_text(works, **options), encoding="utf-8")
        return path

    return write


def found_in(path, unit=""):
    """Read without a child: what the parser refuses raises RefusedError here."""
    return earthworks_in(ifc_parse.parse(path), path.name, unit)


def codes(problems):
    return [found.code for found in problems]


def amounts(works):
    return {
        (work.id[:2], one.name): (one.amount, one.unit) for work in works for one in work.quantities
    }


def test_cuts_and_fills_are_read_apart_with_their_volume_states(written):
    given = (("LooseVolume", "125."), ("UndisturbedVolume", "100."), ("Weight", "180000."))
    works, problems = read_earthworks(written([PIT._replace(quantities=given), BANK]))
    assert problems == ()
    assert [(work.id, work.kind, work.type, work.name) for work in works] == [
        ("0DXeno$_PCD8dDwgp1oo3r", "cut", "EXCAVATION", "Pit"),
        ("1R6jXAF0PCcAAzHsZ041ui", "fill", "EMBANKMENT", "Bank"),
    ]
    assert amounts(works) == {
        ("0D", "LooseVolume"): (125.0, "m3itd"),
        ("0D", "UndisturbedVolume"): (100.0, "m3ktr"),
        ("0D", "Weight"): (180.0, "t"),
        ("1R", "CompactedVolume"): (50.0, "m3rtr"),
    }
    assert [work.counted().name for work in works] == ["UndisturbedVolume", "CompactedVolume"]
    assert works[0].loose_per_counted() == 1.25


@pytest.mark.parametrize("schema", ["IFC4X3", "IFC4X3_ADD1", "IFC4X3_ADD2", "IFC4X3_RC4"])
def test_every_version_of_ifc_4_3_is_read(written, schema):
    works, _ = found_in(written([PIT._replace(name=r"Syv\X2\00E4\X0\ kaivanto")], schema=schema))
    assert [(work.name, work.amount()) for work in works] == [("Syvä kaivanto", 100.0)]


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("IFCSIUNIT(*,.VOLUMEUNIT.,.MILLI.,.CUBIC_METRE.)", 1e-9),
        ("IFCSIUNIT(*,.VOLUMEUNIT.,.DECI.,.CUBIC_METRE.)", 1e-3),
        (CUBIC_FOOT, 0.3048**3),
        ("IFCCONVERSIONBASEDUNIT(#903,.VOLUMEUNIT.,'cubic_feet',#902)", 0.3048**3),
    ],
)
def test_units_are_those_of_the_file(written, unit, factor):
    works, _ = found_in(written([PIT], units=[unit, KILOGRAM], more=FOOT))
    assert works[0].amount() == pytest.approx(100 * factor, rel=1e-12)


def test_a_quantity_may_have_a_unit_of_its_own(written):
    path = written([PIT], more=["#950=IFCSIUNIT(*,.VOLUMEUNIT.,.DECI.,.CUBIC_METRE.);"])
    path.write_text(path.read_text("utf-8").replace("$,$,100.", "$,#950,100."), "utf-8")
    assert found_in(path)[0][0].amount() == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("IFCCONTEXTDEPENDENTUNIT(#903,.VOLUMEUNIT.,'truckload')", "ifc_unit_unknown"),
        ("IFCCONVERSIONBASEDUNIT(#903,.VOLUMEUNIT.,'barrel',#902)", "ifc_unit_unknown"),
        ("IFCCONVERSIONBASEDUNIT(#903,.VOLUMEUNIT.,'cubic yard',#902)", "ifc_unit_differs"),
        (KILOGRAM, "ifc_without_unit"),
    ],
)
def test_unknown_units_are_refused(written, unit, code):
    works, problems = found_in(written([PIT], units=[unit], more=FOOT))
    assert (works, codes(problems)) == ((), [code])


def test_a_unit_is_said_only_for_a_file_that_tells_none(written):
    silent = written([PIT._replace(quantities=(*PIT.quantities, ("Weight", "9.")))], units=[])
    works, problems = found_in(silent, "foot")
    assert works[0].amount() == pytest.approx(100 * 0.3048**3)
    assert works[0].quantities[1] == IfcQuantity(
        "Qto_EarthworksCutBaseQuantities", "Weight", "mass", None, ""
    )
    assert problems == ()
    assert codes(found_in(written([PIT]), "foot")[1]) == ["ifc_unit_told"]
    assert codes(found_in(written([PIT], units=[]), "ell")[1]) == ["model_unit_unknown"]


def test_a_name_that_tells_no_state_is_listed_and_not_counted(written):
    named = PIT._replace(quantities=(("NetVolume", "7."),))
    elsewhere = BANK._replace(set="Qto_OfOurOwn")
    works, problems = found_in(written([named, elsewhere]))
    assert {key: unit for key, (_, unit) in amounts(works).items()} == {
        ("0D", "NetVolume"): "",
        ("1R", "CompactedVolume"): "",
    }
    assert [work.counted() for work in works] == [None, None]
    assert codes(problems) == ["ifc_without_state"]


def test_only_the_whole_counts_when_its_parts_are_there_too(written):
    part = Work("2Part$_PCD8dDwgp1oo3r")
    link = "#950=IFCRELAGGREGATES('a',$,$,$,#1,(#5));"
    path = written([PIT, part], more=[link])
    assert "#5=IFCEARTHWORKSCUT" in path.read_text("utf-8")
    works, problems = found_in(path)
    assert [work.whole for work in works] == ["", PIT.id]
    assert codes(problems) == ["ifc_part_of_whole"]


def test_what_it_is_made_of_is_a_hint(written):
    material = [
        "#950=IFCMATERIAL('Savi',$,$);",
        "#951=IFCMATERIALLIST((#950));",
        "#952=IFCRELASSOCIATESMATERIAL('m',$,$,$,(#1),#951);",
    ]
    works, _ = found_in(written([PIT._replace(rock="3.", soil="1.5")], more=material))
    assert works[0].materials == ("Savi",)
    assert works[0].composition == (("Rock", 3.0), ("Clay", 1.5))


@pytest.mark.parametrize("schema", ["IFC2X3", "IFC4", "IFC4X1", "CONFIG_CONTROL_DESIGN"])
def test_versions_without_earthworks_are_refused_with_the_cure(written, schema):
    with pytest.raises(RefusedError) as refusal:
        found_in(written([PIT], schema=schema))
    assert (refusal.value.code, refusal.value.params) == ("ifc_schema", {"schema": schema})


def test_a_model_without_earthworks_says_so(written):
    assert codes(found_in(written([]))[1]) == ["ifc_without_earthworks"]


@pytest.mark.parametrize("value", ["-1.", "'many'", "$"])
def test_a_quantity_that_is_none_refuses_the_file(written, value):
    given = (("UndisturbedVolume", value),)
    works, problems = found_in(written([PIT._replace(quantities=given), BANK]))
    assert (works, codes(problems)) == ((), ["ifc_quantity_bad"])


def test_a_quantity_or_an_id_given_twice_refuses_the_file(written):
    twice = PIT._replace(quantities=(*PIT.quantities, ("UndisturbedVolume", "1.")))
    assert codes(found_in(written([twice]))[1]) == ["ifc_quantity_twice"]
    assert codes(found_in(written([PIT, PIT]))[1]) == ["ifc_id_twice"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("END-ISO-10303-21;", ""),
        ("100.", "1.E999"),
        ("(#2))", "(#77))"),
        ("(#1),#3", "(#1),#77"),
        ("#2=", "#3="),
    ],
)
def test_a_file_that_lost_something_is_refused(written, old, new):
    path = written([PIT])
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(RefusedError) as refusal:
        found_in(path)
    assert refusal.value.code == "ifc_broken"


def test_what_is_no_ifc_is_refused(tmp_path):
    path = tmp_path / "x.ifc"
    path.write_bytes(b"PK\x03\x04")
    assert codes(read_earthworks(path)[1]) == ["ifc_other"]
    assert codes(read_earthworks(tmp_path / "none.ifc")[1]) == ["path_not_found"]


def test_without_its_library_the_reader_says_so(written, monkeypatch):
    monkeypatch.setitem(sys.modules, "ifcopenshell", None)
    with pytest.raises(RefusedError) as refusal:
        ifc_parse.parse(written([PIT], units=[CUBIC_METRE]))
    assert refusal.value.code == "ifc_reader_missing"
