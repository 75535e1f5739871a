# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Models: entities, depths, references and numbers of LandXML and IFC."""

from hostile.case import Make, cases, changed, content, repeated
from hostile.in_maps import telling
from hostile.sound import IFC, LANDXML, SOUND

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a 'ha'>"
    + "".join(
        f"<!ENTITY {one} '{f'&{other};' * 10}'>"
        for other, one in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)


def xml(old: str, new: str) -> Make:
    assert old in LANDXML, old
    return content("ground.xml", LANDXML.replace(old, new))


def ifc(old: str, new: str) -> Make:
    assert old in IFC, old
    return content("model.ifc", IFC.replace(old, new))


SURFACES = {
    "laughs": xml(_HEAD, _HEAD + _LAUGHS),
    "another file": telling(
        "ground.xml",
        LANDXML.replace(_HEAD, _HEAD + '<!DOCTYPE x [<!ENTITY e SYSTEM "file://SECRET">]>').replace(
            'name="Maa"', 'name="&e;"'
        ),
    ),
    "a document type elsewhere": xml(_HEAD, _HEAD + '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x">'),
    "a style elsewhere": xml(_HEAD, _HEAD + '<?xml-stylesheet href="http://127.0.0.1:9/x"?>'),
    "another part elsewhere": telling(
        "ground.xml",
        LANDXML.replace(
            "<Units>",
            "<xi:include xmlns:xi="
            '"http://www.w3.org/2001/XInclude" href="SECRET" parse="text"/><Units>',
        ),
    ),
    "deep elements": xml("<Units>", "<x>" * 100_000 + "<Units>"),
    "a deep surface": xml("<Pnts>", "<Surface>" * 200 + "<Pnts>"),
    "a hundred thousand surfaces": content(
        "ground.xml", LANDXML.replace("</Surfaces>", "<Surface/>" * 100_000 + "</Surfaces>")
    ),
    "a drawing": content("ground.xml", '<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "nan": xml("6683000 25500000 12", "nan nan nan"),
    "infinity": xml("6683000 25500000 12", "inf -inf 1e999"),
    "heights beyond all": xml("6683000 25500000 12", "6683000 25500000 1e308"),
    "four numbers": xml("6683000 25500000 12", "6683000 25500000 12 1"),
    "no numbers": xml("6683000 25500000 12", "&#0; &lt;"),
    "axes swapped": content(
        "ground.xml",
        LANDXML.replace("6683000", "A")
        .replace("6683020", "B")
        .replace("25500000", "6683000")
        .replace("25500040", "6683040")
        .replace("A", "25500000")
        .replace("B", "25500020"),
    ),
    "an id beyond all": xml('id="1"', f'id="{"9" * 30}"'),
    "an id of five thousand digits": xml('id="1"', f'id="{"9" * 5_000}"'),
    "an id below zero": xml('id="1"', 'id="-1"'),
    "an id twice": xml('id="2"', 'id="1"'),
    "a corner that is not there": xml("<F>1 2 3</F>", "<F>1 2 99</F>"),
    "a corner of five thousand digits": xml("<F>1 2 3</F>", f"<F>1 2 {'9' * 5_000}</F>"),
    "one corner thrice": xml("<F>1 2 3</F>", "<F>1 1 1</F>"),
    "a face for all": xml("<F>1 2 3</F>", "<F>1 2 3</F>" * 50_000),
    "a name of a terminal": xml('name="Maa"', 'name="&#27;[2J"'),
    "a name with an override": xml('name="Maa"', 'name="a&#x202e;b"'),
    "a rotation of nan": xml('epsgCode="3879"', 'epsgCode="3879" rotationAngle="nan"'),
    "a system that is a file": xml('epsgCode="3879"', 'epsgCode="/etc/passwd"'),
    "a system below zero": xml('epsgCode="3879"', 'epsgCode="-3879"'),
    "another encoding than it says": content(
        "ground.xml", LANDXML.replace('"Maa"', '"Itä"').encode("cp1252")
    ),
    "an encoding that is none": xml('encoding="UTF-8"', 'encoding="zlib"'),
    "utf-16 without a mark": content("ground.xml", LANDXML.encode("utf-16-le")),
    "zero bytes": content("ground.xml", LANDXML.encode() + b"\0"),
    "a quantity beyond all": xml(
        "</Definition>",
        '</Definition><Feature code="IM_quantity"><Property '
        'label="volumeQuantity" value="1e999"/></Feature>',
    ),
    "a million points on one place": repeated(
        "ground.xml",
        LANDXML.split("<Pnts>")[0].encode() + b"<Pnts>",
        b"<P>6683000 25500000 12</P>",
        300_000,
        b"</Pnts><Faces><F>1 2 3</F></Faces></Definition></Surface></Surfaces></LandXML>",
    ),
    "a text of 100 MB": repeated(
        "ground.xml", LANDXML.split("<P id")[0].encode() + b"<P>", b"1" * 1_024, 100 * 1_024
    ),
    "an attribute of 50 MB": repeated("ground.xml", b"<LandXML a='", b"1" * 1_024, 50 * 1_024),
}
_REF = "#6=IFCELEMENTQUANTITY"
MODELS = {
    "deep lists": ifc("(#5)", "(" * 100_000 + "#5" + ")" * 100_000),
    "lists never closed": ifc("(#5)", "(" * 1_000_000),
    "references without end": ifc("(#5)", f"({','.join(['#5'] * 300_000)})"),
    "references to nothing": ifc("(#5)", "(#999999)"),
    "a number beyond all": ifc("#5=", "#99999999999999999999="),
    "a number below zero": ifc("#5=", "#-5="),
    "a number twice": ifc("#5=", "#4="),
    "a ring of wholes": ifc(
        "ENDSEC;\nEND", "#20=IFCRELAGGREGATES('a',$,$,$,#4,(#4));\nENDSEC;\nEND"
    ),
    "a ring of units": ifc(
        "#1=IFCSIUNIT(*,.VOLUMEUNIT.,$,.CUBIC_METRE.)",
        "#1=IFCCONVERSIONBASEDUNIT($,.VOLUMEUNIT.,'litre',#21);\n"
        "#21=IFCMEASUREWITHUNIT(IFCVOLUMEMEASURE(1.),#1)",
    ),
    "a ring of materials": ifc(
        "ENDSEC;\nEND",
        "#20=IFCMATERIALLIST((#20));\n"
        "#22=IFCRELASSOCIATESMATERIAL('m',$,$,$,(#4),#20);\nENDSEC;\nEND",
    ),
    "a quantity where a set belongs": ifc("#5=IFCQUANTITYVOLUME", "#5=IFCWALL"),
    "a unit where a project belongs": ifc("$,#2);\n#4", "$,#4);\n#4"),
    "nan": ifc("100.", "NAN"),
    "1e999": ifc("100.", "1.E999"),
    "below zero": ifc("100.", "-100."),
    "five thousand digits": ifc("100.", "9" * 5_000 + "."),
    "a text for a number": ifc("100.", "'many'"),
    "a text never closed": ifc("'Pit'", "'Pit"),
    "a text of 50 MB": repeated(
        "model.ifc",
        IFC.split("Pit")[0].encode(),
        b"x" * 1_024,
        50 * 1_024,
        IFC.split("Pit")[1].encode(),
    ),
    "escapes cut off": ifc("'Pit'", r"'\X2\00E'"),
    "a lone surrogate": ifc("'Pit'", r"'\X2\D800\X0\'"),
    "beyond unicode": ifc("'Pit'", r"'\X4\FFFFFFFF\X0\'"),
    "controls": ifc("'Pit'", r"'\X\1B[2J'"),
    "an override": ifc("'Pit'", r"'a\X2\202E\X0\b'"),
    "a formula": ifc("'Pit'", "'=1+1'"),
    "no end": ifc("END-ISO-10303-21;", ""),
    "no data": content("model.ifc", IFC.split("DATA;")[0] + "DATA;\nENDSEC;\nEND-ISO-10303-21;\n"),
    "no header": content("model.ifc", "ISO-10303-21;\nEND-ISO-10303-21;\n"),
    "a schema of another": ifc("IFC4X3_ADD2", "IFC4"),
    "a schema nobody has": ifc("IFC4X3_ADD2", "IFC4X3_ADD99"),
    "a schema that is a file": ifc("IFC4X3_ADD2", "IFC4X3/../../etc/passwd"),
    "two schemas": ifc("'IFC4X3_ADD2'", "'IFC4X3_ADD2','IFC2X3'"),
    "an older 4.3": ifc("IFC4X3_ADD2", "IFC4X3"),
    "zero bytes": content("model.ifc", IFC.replace("Pit", "P\0t")),
    "utf-16": content("model.ifc", IFC.encode("utf-16")),
    "a million cuts": repeated(
        "model.ifc",
        IFC.split("#4=")[0].encode(),
        b"#4=IFCEARTHWORKSCUT('a',$,$,$,$,$,$,$,$);\n",
        300_000,
        b"ENDSEC;\nEND-ISO-10303-21;\n",
    ),
    "comments without end": ifc("DATA;", "DATA; /* "),
}
CASES = [
    *cases("volumes", SURFACES, heavy=["a text of 100 MB", "laughs"]),
    *cases("model", MODELS, heavy=["a text of 50 MB", "references without end"]),
    *cases("import", {f"surface, {name}": SURFACES[name] for name in ("laughs", "deep elements")}),
    *cases("mapping", {"a model": changed(SOUND["model.ifc"], (b"Pit", b"Pot"))}),
]
