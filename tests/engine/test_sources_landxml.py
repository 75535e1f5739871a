# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the reading of LandXML and Inframodel surfaces, as programs write them."""

import numpy as np
import pytest

from kotipesa.errors import problem
from kotipesa.sources.apart import RefusedError
from kotipesa.sources.models.landxml import Said, read_surface, surface_in
from kotipesa.sources.models.landxml_parse import parse
from kotipesa.sources.models.stated import Stated

NAMESPACES = {
    "1.0": "http://www.landxml.org/schema/LandXML-1.0",
    "1.2": "http://www.landxml.org/schema/LandXML-1.2",
    "inframodel": "http://www.inframodel.fi/inframodel",
    "none": "",
}
METRIC = (
    '<Units><Metric linearUnit="meter" volumeUnit="cubicMeter" areaUnit="squareMeter"/></Units>'
)
GK21 = '<CoordinateSystem name="GK21" epsgCode="3875" verticalCoordinateSystemName="N2000"/>'
POINTS = (
    '<P id="5">6783000.0 21530000.0 10.5</P><P id="7">6783000 21530010 11</P>'
    '<P id="30">6783020 21530010 12</P><P id="2">6783020 21530000 13</P>'
)
ONE_FACE = '<F n="0 2 0">5 7 30</F>'
FACES = f"{ONE_FACE}<F>5 30 2</F>"
SQUARE = ((5, "00", "00"), (7, "10", "00"), (30, "10", "20"), (2, "00", "20"))
HIDDEN = '<F i="1">5 30 2</F>'


def surface(name="Maa", points=POINTS, faces=FACES, more=""):
    return (
        f'<Surface name="{name}"><Definition surfType="TIN"><Pnts>{points}</Pnts>'
        f"<Faces>{faces}</Faces></Definition>{more}</Surface>"
    )


def document(surfaces=None, units=METRIC, system=GK21, namespace=NAMESPACES["inframodel"]):
    xmlns = f' xmlns="{namespace}"' if namespace else ""
    body = surface() if surfaces is None else surfaces
    return (
        f'<?xml version="1.0"?><LandXML{xmlns} version="1.2">{units}{system}'
        f"<Surfaces>{body}</Surfaces></LandXML>"
    )


@pytest.fixture
def read(tmp_path):
    """Read a document written to a file, as text in UTF-8 or as bytes, in this process."""

    def read_it(content, said=None):
        path = tmp_path / "malli.xml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        try:
            found = parse(path)
        except RefusedError as fault:
            return None, (problem(fault.code, **fault.params),)
        return surface_in(found, path.name, said or Said())

    return read_it


def codes(problems):
    return [(found.code, dict(found.params)) for found in problems]


def refused(found):
    surface, problems = found
    assert surface is None
    return codes(problems)


@pytest.mark.parametrize("namespace", NAMESPACES.values())
def test_a_surface_is_read_in_any_namespace_east_first(read, namespace):
    found, problems = read(document(namespace=namespace))
    assert problems == ()
    assert (found.file, found.name, found.crs, found.heights) == (
        "malli.xml",
        "Maa",
        "EPSG:3875",
        "N2000",
    )
    corners = found.tin.points_xyz[found.tin.triangles]
    assert corners[0].tolist() == [
        [21530000.0, 6783000.0, 10.5],
        [21530010.0, 6783000.0, 11.0],
        [21530010.0, 6783020.0, 12.0],
    ]
    assert found.tin.plan_area_m2() == 200.0


def test_prefixed_names_and_small_letters_are_read_alike(read):
    text = document(namespace="").replace("Surface", "surface").replace("Faces", "faces")
    text = text.replace("<LandXML", '<LandXML xmlns:im="http://im.inframodel.fi"')
    assert len(read(text.replace("<P ", "<p ").replace("</P>", "</p>"))[0].tin) == 2


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("iso-8859-1", "ISO-8859-1"),
        ("cp1252", "windows-1252"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-8", ""),
    ],
)
def test_a_surface_is_read_in_every_encoding(read, encoding, declared):
    text = document(surface("Ylijäämä")).replace(
        '"1.0"?', f'"1.0" encoding="{declared}"?' if declared else '"1.0"?'
    )
    found, problems = read(text.encode(encoding))
    assert (found.name, len(found.tin), problems) == ("Ylijäämä", 2, ())


def test_a_file_in_another_encoding_than_it_says_is_read_with_a_note(read):
    found, problems = read(document(surface("Ylijäämä")).encode("latin-1"))
    assert found.name == "Ylijäämä"
    assert codes(problems) == [("model_encoding_wrong", {"encoding": "windows-1252"})]


def test_hidden_faces_are_holes_and_counted(read):
    found, problems = read(document(surface(faces=ONE_FACE + HIDDEN)))
    assert (found.hidden, found.tin.plan_area_m2()) == (1, 100.0)
    assert codes(problems) == [("surface_hidden", {"count": "1"})]


def test_one_surface_of_several_is_chosen_by_name(read):
    both = document(surface("Maa") + surface("Pohja", faces=ONE_FACE))
    assert refused(read(both)) == [("surfaces_several", {"names": "Maa, Pohja"})]
    assert len(read(both, Said(surface="Pohja"))[0].tin) == 1
    assert refused(read(both, Said(surface="Katto"))) == [
        ("surface_unknown", {"name": "Katto", "nearest": "Maa, Pohja"})
    ]


def test_the_only_surface_with_triangles_is_meant(read):
    lines = "<Surface name='Taite'><SourceData><Breaklines/></SourceData></Surface>"
    assert read(document(lines + surface()))[0].name == "Maa"
    assert refused(read(document(lines))) == [("surface_without_triangles", {"names": "Taite"})]
    assert refused(read(document(""))) == [("model_without_surfaces", {})]


@pytest.mark.parametrize(
    ("units", "metres"),
    [
        ('<Metric linearUnit="millimeter"/>', 0.001),
        ('<Imperial linearUnit="foot"/>', 0.3048),
        ('<Imperial linearUnit="USSurveyFoot" elevationUnit="feet"/>', 1200 / 3937),
    ],
)
def test_every_unit_becomes_metres(read, units, metres):
    found, problems = read(document(units=f"<Units>{units}</Units>", system=""))
    assert problems == ()
    width, height = np.ptp(found.tin.points_xyz, axis=0)[[0, 2]]
    assert (width, height) == pytest.approx((10 * metres, 2.5 * metres))


def test_a_unit_nobody_told_is_asked_for(read):
    silent = document(units="")
    assert refused(read(silent)) == [("model_without_unit", {})]
    assert read(silent, Said(unit="meter"))[0].tin.plan_area_m2() == 200.0
    assert refused(read(silent, Said(unit="syli"))) == [("model_unit_unknown", {"unit": "syli"})]
    assert refused(read(document(), Said(unit="foot"))) == [
        ("model_unit_differs", {"unit": "meter", "said": "foot"})
    ]


def test_a_system_nobody_told_stays_untold_unless_said(read):
    silent = document(system="")
    assert (read(silent)[0].crs, read(silent)[0].heights) == ("", "")
    assert read(silent, Said(crs="ETRS-GK21FIN"))[0].crs == "EPSG:3875"


@pytest.mark.parametrize(
    ("system", "problem"),
    [
        ('name="GK21" epsgCode="3876"', ("model_crs_differs", {"crs": "EPSG:3875, EPSG:3876"})),
        ('name="oma" epsgCode="999999"', ("crs_unknown", {"crs": "EPSG:999999"})),
        ('name="GK21" rotationAngle="12.5"', ("model_rotated", {"angle": "12.5"})),
        (
            'name="GK22"',
            ("model_zone_differs", {"crs": "EPSG:3876", "zone": "22", "found": "21"}),
        ),
    ],
)
def test_systems_that_cannot_be_are_refused(read, system, problem):
    assert refused(read(document(system=f"<CoordinateSystem {system}/>"))) == [problem]


def test_a_zone_the_eastings_lack_is_added_and_said(read):
    found, problems = read(document().replace(" 2153", " 53"))
    assert found.tin.bounds_m()[0] == 21530000.0
    assert codes(problems) == [("model_zone_added", {"crs": "EPSG:3875", "zone": "21"})]


@pytest.mark.parametrize("prefix", ["21", ""])
def test_coordinates_with_the_easting_first_are_refused(read, prefix):
    points = "".join(
        f'<P id="{number}">{prefix}5300{east} 67830{north} 1</P>'
        for number, east, north in (
            (5, "00", "00"),
            (7, "10", "00"),
            (30, "10", "20"),
            (2, "00", "20"),
        )
    )
    assert refused(read(document(surface(points=points)))) == [
        ("model_axes_swapped", {"crs": "EPSG:3875"})
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("GK25", "EPSG:3879"),
        ("ETRS-GK25FIN", "EPSG:3879"),
        ("etrs89 / gk19fin", "EPSG:3873"),
        ("ETRS-TM35FIN", "EPSG:3067"),
        ("KKJ3", "EPSG:2393"),
        ("VVJ", ""),
    ],
)
def test_systems_are_known_by_their_finnish_names(read, name, code):
    found, _ = read(document(system=f'<CoordinateSystem name="{name}"/>').replace("21530", "530"))
    assert (found.crs if found else "") == code


@pytest.mark.parametrize(
    ("points", "faces", "code"),
    [
        (POINTS, "<F>5 7 99</F>", "surface_corner_unknown"),
        ("", FACES, "surface_corner_unknown"),
        (POINTS.replace('"7"', '"5"'), FACES, "surface_id_twice"),
        (POINTS.replace('"7"', '"seitsemän"'), FACES, "landxml_bad_point"),
        (POINTS.replace('"7"', '"99999999999999999999"'), FACES, "landxml_bad_point"),
        (POINTS.replace(" 11<", "<"), FACES, "landxml_bad_point"),
        (POINTS.replace(" 11<", " 11,5<"), FACES, "landxml_bad_point"),
        (POINTS.replace("6783000 21530010 11", ""), FACES, "landxml_bad_point"),
        (POINTS.replace(" 11<", " NaN<"), FACES, "surface_not_finite"),
        (POINTS.replace(" 11<", " 1e999<"), FACES, "surface_not_finite"),
        (POINTS, "<F>5 7 30 2</F>", "landxml_bad_face"),
        (POINTS, "<F>5 7 x</F>", "landxml_bad_face"),
        (POINTS, "<F>5 7 99999999999999999999</F>", "landxml_bad_face"),
        (POINTS, "<F>5 5 7</F>", "surface_no_triangles"),
    ],
)
def test_surfaces_that_are_broken_are_refused(read, points, faces, code):
    assert [found for found, _ in refused(read(document(surface(points=points, faces=faces))))] == [
        code
    ]


def test_a_surface_over_itself_is_refused_with_the_area(read):
    apex = '<P id="8">6783020 21530003 9</P>'
    folded = surface(points=POINTS + apex, faces=FACES + "<F>5 30 8</F>")
    assert refused(read(document(folded))) == [("surface_folded", {"area": "70.000"})]


def test_quantities_a_file_states_are_read_beside_the_surfaces(read):
    quantity = (
        '<Feature code="IM_quantity" source="inframodel">'
        '<Property label="areaQuantity" value="200"/>'
        '<Property label="volumeQuantity" value="12,5"/>'
        '<Property label="quantityCoding" value="1610"/>'
        '<Property label="quantityCodingSource" value="Infra"/>'
        '<Property label="surfaceRef" value="Pohja"/></Feature>'
    )
    other = '<Feature code="IM_coding"><Property label="surfaceCoding" value="1"/></Feature>'
    volumes = (
        "<SurfVolumes><SurfVolume surfBase='Maa' surfCompare='Pohja' volCut='7' volFill='x'"
        " volTotal='7' desc='laskettu'/></SurfVolumes>"
    )
    found, _ = read(document(surface(more=other + quantity) + volumes))
    assert found.stated == (
        Stated("Maa", "Pohja", "volume", 12.5, "12,5", "1610", "Infra", ""),
        Stated("Maa", "Pohja", "area", 200.0, "200", "1610", "Infra", ""),
        Stated("Pohja", "Maa", "cut", 7.0, "7", "", "", "laskettu"),
        Stated("Pohja", "Maa", "fill", None, "x", "", "", "laskettu"),
        Stated("Pohja", "Maa", "total", 7.0, "7", "", "", "laskettu"),
    )


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE LandXML SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE LandXML [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE LandXML [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
        f'<!DOCTYPE LandXML [<!ENTITY l0 "ha">{LAUGHS}]>',
        f'<!DOCTYPE LandXML [<!ENTITY l0 "{"ha" * 100_000}">]>',
    ],
)
def test_entities_laughs_and_outside_files_are_refused(read, prolog):
    text = document(surface(name="&x;&l29;&l0;")).replace("?><", f"?>{prolog}<", 1)
    assert refused(read(text)) == [("xml_doctype", {})]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "landxml_broken"),
        (b"\0" * 100, "landxml_broken"),
        (b"<LandXML>", "landxml_broken"),
        (b"<gml/>", "landxml_other"),
        (b"PK\x03\x04 not xml", "landxml_broken"),
        (b"<a>" * 100_000, "landxml_other"),
        (b"<LandXML>" + b"<a>" * 100_000, "landxml_broken"),
        (b"<LandXML a='" + b"x" * 20_000_000 + b"'/>", "landxml_broken"),
        (b"\x1f\x8b\x08 packed", "landxml_broken"),
    ],
)
def test_what_is_no_landxml_is_refused_with_a_reason(read, content, code):
    assert [found for found, _ in refused(read(content))] == [code]


def test_reading_apart_gives_the_same_surface(tmp_path, read):
    path = tmp_path / "malli.xml"
    here, _ = read(document())
    apart, problems = read_surface(path)
    assert problems == ()
    assert np.array_equal(apart.tin.points_xyz, here.tin.points_xyz)
    assert np.array_equal(apart.tin.triangles, here.tin.triangles)


def test_what_is_refused_apart_names_its_file(tmp_path):
    path = tmp_path / "malli.xml"
    path.write_bytes(b"<!DOCTYPE LandXML><LandXML/>")
    surface, (found,) = read_surface(path)
    assert (surface, found.code, found.where.file) == (None, "xml_doctype", "malli.xml")


def test_a_file_that_is_not_there_is_said(tmp_path):
    assert refused(read_surface(tmp_path / "ei.xml")) == [("path_not_found", {"path": "ei.xml"})]
