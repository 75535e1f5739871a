# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tables of text: encodings, cells, widths, lengths, names, numbers."""

from hostile.case import Make, cases, content, repeated, sparse
from hostile.sound import HEAD, LOADS, LOTS, SEUTUMASSA, STREETS, TEK

MEBIBYTE = 1 << 20
FORMULAS = {
    "sum": "=1+1",
    "dde": "=cmd|'/C calc'!A0",
    "plus": "+cmd|'/C calc'!A0",
    "at": "@SUM(A1)",
    "minus": "-2+3+cmd|'/C calc'!A0",
    "link": '"=HYPERLINK(""http://x.example"",""click"")"',
    "behind a tab": "\t=1+1",
    "full width": "\uff1d1+1",
    "behind a break": '"x\n=1+1"',
}
OVERRIDE, ZERO_WIDTH, JOINER = "\u202e", "\u200b", "\u2060"
AMOUNTS = {
    "1e999": "1e999",
    "-1e999": "-1e999",
    "minus zero": "-0",
    "minus nothing": "-0.0",
    "nan": "nan",
    "infinity": "inf",
    "five thousand digits": "1" * 5_000,
    "long exponent": "1e" + "9" * 400,
    "tiny": "1e-320",
    "other digits": "\u0661\u0662",
    "superscript": "10\u00b2",
    "hexadecimal": "0x1F",
    "underscores": "1_000",
}
MONTHS = ("9999-99", "0000-00", "2026-13", "99999-01", "-2026-01", "2026-1-1-1", "31.2.2026")


def lots(encoding: str = "utf-8", end: str = "", name: str = "lots.csv", **cells: str) -> Make:
    """Make a table of one lot; ``first`` and ``last`` are its months."""
    row = dict(zip(HEAD.split(","), _row("z1").split(","), strict=True))
    row |= {{"first": "from", "last": "to"}.get(key, key): cell for key, cell in cells.items()}
    text = f"{','.join(row)}\n{','.join(row.values())}\n{end}"
    return content(name, text.encode(encoding, "surrogatepass"))


def _many(*texts: str, **shape: str) -> Make:
    return content("lots.csv", "\n".join([HEAD, *texts, ""]).encode(**shape))


def _row(name: str) -> str:
    return f"{name},have,gravel,10,t,north,2026-01,2026-02"


ENCODINGS = {
    "utf-16 with its mark": lots("utf-16", note="Itä"),
    "utf-16 without a mark": lots("utf-16-le", note="Itä"),
    "utf-16 of odd length": content("lots.csv", LOTS.encode("utf-16")[:-1]),
    "utf-32": lots("utf-32", note="Itä"),
    "utf-7": lots("utf-7", note="Itä+"),
    "cp1252 that says nothing": lots("cp1252", note="Itä €"),
    "cp1252 and utf-8 mixed": content(
        "lots.csv",
        LOTS.encode()
        + "z3,have,gravel,1,t,Itä,,\n".encode("cp1252")
        + "z4,have,gravel,1,t,Itä,,\n".encode(),
    ),
    "overlong": content("lots.csv", LOTS.encode() + b"z\xc0\xbd,have,gravel,1,t,north,,\n"),
    "lone surrogate": lots(note="x\ud800y"),
    "beyond unicode": content("lots.csv", LOTS.encode() + b"z\xf4\x90\x80\x80,h\n"),
    "zero bytes": content("lots.csv", LOTS.replace("z2", "z\0").encode()),
    "only a mark": content("lots.csv", b"\xef\xbb\xbf"),
    "two marks": content("lots.csv", b"\xef\xbb\xbf" * 2 + LOTS.encode()),
    "nothing": content("lots.csv", b""),
    "controls": lots(note="x\x1b[2J\x07y"),
    "ends within a letter": content("lots.csv", LOTS.encode() + "z3,ä".encode()[:-1]),
}
CELLS = {
    **{f"formula, {name}": lots(note=text) for name, text in FORMULAS.items()},
    **{f"formula as id, {name}": lots(id=text) for name, text in FORMULAS.items()},
    **{f"amount, {name}": lots(amount=text) for name, text in AMOUNTS.items()},
    **{f"month {text}": lots(first=text) for text in MONTHS},
    "id with right-to-left override": lots(id=f"a{OVERRIDE}b"),
    "id with zero width": lots(id=f"a{ZERO_WIDTH}"),
    "id of joiners only": lots(id=JOINER),
    "ids equal but for zero width": _many(_row("z1"), _row(f"z1{ZERO_WIDTH}")),
    "ids equal once normalised": _many(_row("Itä"), _row("Ita\u0308")),
    "ids equal but for case": _many(_row("z1"), _row("Z1")),
    "ids equal but for blanks": _many(_row("z1"), _row(" z1 ")),
    "name decomposed": lots(note="Ita\u0308kadun"),
    "site decomposed": lots(site="north\u0308"),
    "quote never closed": _many('z1,have,"gravel,10,t,north,2026-01,2026-02', _row("z2")),
    "quotes within quotes": _many('z1,"ha"ve",gravel,10,t,north,2026-01,2026-02'),
    "two headers alike": content("lots.csv", f"id,{LOTS}"),
    "header only": content("lots.csv", HEAD),
    "a hundred thousand columns": content(
        "lots.csv", ",".join(f"c{n}" for n in range(100_000)) + "\n" + LOTS
    ),
    "a hundred thousand cells in a row": _many(_row("z1") + "," * 100_000 + "x"),
    "a delimiter nobody has": content("lots.csv", "sep=|\n" + LOTS.replace(",", "|")),
    "old line ends": content("lots.csv", LOTS.replace("\n", "\r")),
}
LENGTHS = {
    "a line of 100 MB of zeros": sparse("lots.csv", HEAD.encode() + b"\nz1,", 100 * MEBIBYTE),
    "a line of 100 MB of letters": repeated(
        "lots.csv", HEAD.encode() + b"\nz1,", b"x" * 1_024, 100 * 1_024, b"\n"
    ),
    "a header of 100 MB": repeated("lots.csv", b"id,", b"x" * 1_024, 100 * 1_024, b"\n"),
    "a gigabyte": sparse("lots.csv", LOTS.encode(), 1 << 30),
    "a million quotes": repeated("lots.csv", HEAD.encode() + b"\n", b'"' * 1_000, 1_000),
    "ten million commas": repeated("lots.csv", HEAD.encode() + b"\n", b"," * 1_000, 10_000),
    "five million empty lines": repeated("lots.csv", HEAD.encode(), b"\n" * 1_000, 5_000),
    "short rows without end": repeated("lots.csv", HEAD.encode() + b"\n", b"z\n", 300_000),
}
_BACKTRACKING = {
    "digits and spaces": "1 " * 15_000 + "x",
    "digits and points": "1." * 15_000 + "x",
    "digits and commas": "1,234" * 6_000 + "x",
    "signs": "-" * 30_000,
    "numbers behind signs": "-" + "1 (" * 10_000 + "!",
    "ranges": "1 \u2013 " * 8_000,
    "letters": "a" * 30_000 + "!",
    "blanks": "1" + " " * 30_000 + "x",
    "brackets": "(" * 30_000,
    "breaks": "x\t" * 15_000,
    "years": "2026 " * 6_000,
    "mail": "a@" * 15_000,
    "clock": "10:" * 10_000,
    "under": "n. 1_" * 6_000,
}
SLOW = {
    f"{column}, {name}": lots(**{column: f'"{text}"'})
    for name, text in _BACKTRACKING.items()
    for column in ("amount", "first", "note")
}
SLOW_TO_MAP = {
    f"a column of {name}": content(
        "odd.csv", "nimi;määrä (m3);aika\n" + f'"{text}";"{text}";"{text}"\n' * 3
    )
    for name, text in _BACKTRACKING.items()
}
SLOW_HEADERS = {
    f"headers of {name}": content("odd.csv", f'"{text}";"määrä {text}";id\n1;2;3\n')
    for name, text in _BACKTRACKING.items()
}
IN_LISTS = {
    "a header and nothing below": content("streets.csv", STREETS.splitlines()[0] + "\n"),
    **{
        f"name of {name}": content("streets.csv", STREETS.replace("Koekatu", f'"{text}"'))
        for name, text in _BACKTRACKING.items()
    },
    "an amount beyond all": content("streets.csv", STREETS.replace("100,100", "1e999,-1e999")),
    "a district beyond all": content("streets.csv", STREETS.replace(",11,", ",111100000000,")),
    "a row beyond all": content("streets.csv", STREETS.replace("Uudis,1,", "Uudis,1e999,")),
    "a number of nan": content("streets.csv", STREETS.replace(",100,100", ",nan,inf")),
    "a formula": content("streets.csv", STREETS.replace("Koekatu", "=1+1")),
    "controls": content("streets.csv", STREETS.replace("Koekatu", "x\x1b[2Jy")),
    "override": content("streets.csv", STREETS.replace("Koekatu", f"x{OVERRIDE}y")),
    "zero bytes": content("streets.csv", STREETS.encode() + b"\0"),
    "utf-16 without a mark": content("streets.csv", STREETS.encode("utf-16-le")),
}
IN_LOADS = {
    **{
        f"tonnes, {name}": content("l.csv", LOADS.replace(",20,", f",{text},"))
        for name, text in AMOUNTS.items()
    },
    **{
        f"tonnes of {name}": content("l.csv", LOADS.replace(",20,", f',"{text}",'))
        for name, text in _BACKTRACKING.items()
    },
    **{f"day {text}": content("l.csv", LOADS.replace("2026-02-03", text)) for text in MONTHS},
    "a formula": content("l.csv", LOADS.replace("D1", "=1+1")),
    "one document in two spellings": content(
        "l.csv", LOADS.replace("D1", "Ä1").replace("D2", "A\u03081")
    ),
    "an end with an override": content("l.csv", LOADS.replace(",a,e", f",a{OVERRIDE},e")),
    "zero bytes": content("l.csv", LOADS.encode() + b"\0"),
    "controls": content("l.csv", LOADS.replace("D1", "\x1b[2J")),
    "utf-16 without a mark": content("l.csv", LOADS.encode("utf-16-le")),
    "a line of 100 MB": repeated("l.csv", LOADS.encode(), b"x" * 1_024, 100 * 1_024, b"\n"),
}
_GEOJSON = '"{""type"":""Point"",""coordinates"":[25497200.5,6675000.25]}"'
IN_SEUTUMASSA = {
    name: content("massat.csv", SEUTUMASSA.replace(_GEOJSON, f'"{text}"'))
    for name, text in {
        "deep json": "[" * 20_000,
        "a lone surrogate in json": r'{""type"":""Point"",""coordinates"":""\ud800""}',
        "nan in json": '{""type"":""Point"",""coordinates"":[NaN,Infinity]}',
        "1e999 in json": '{""type"":""Point"",""coordinates"":[1e999,6675000]}',
        "five thousand digits in json": '{""type"":""Point"",""coordinates"":['
        + "1" * 5_000
        + ",1]}",
        "axes swapped": '{""type"":""Point"",""coordinates"":[6675000.25,25497200.5]}',
        "no json": "{{{{",
        "a ring of one corner": '{""type"":""Polygon"",""coordinates"":[[[25497200,6675000]]]}',
        "rings within rings": '{""type"":""Polygon"",""coordinates"":'
        + "[" * 500
        + "]" * 500
        + "}",
        "collections": '{""type"":""GeometryCollection"",""geometries"":[' * 300 + "]}" * 300,
    }.items()
} | {
    "a formula": content("massat.csv", SEUTUMASSA.replace("Koulu", "=1+1")),
    "an amount beyond all": content("massat.csv", SEUTUMASSA.replace("1500", "1e999")),
    "an override": content("massat.csv", SEUTUMASSA.replace("Koulu", OVERRIDE)),
}
IN_HOLES = {
    **{
        f"line of {name}": content("h.tek", TEK + text + "\n")
        for name, text in _BACKTRACKING.items()
    },
    "a line of 100 MB": repeated("h.tek", TEK.encode(), b"x" * 1_024, 100 * 1_024, b"\n"),
    "numbers beyond all": content("h.tek", TEK.replace("2.0 8", "1e999 nan")),
    "a place beyond all": content("h.tek", TEK.replace("6675000 25497200", "1e999 nan")),
    "axes swapped": content("h.tek", TEK.replace("6675000 25497200", "25497200 6675000")),
    "zero bytes": content("h.tek", TEK.encode() + b"\0\0"),
    "utf-16 without a mark": content("h.tek", TEK.encode("utf-16-le")),
    "controls": content("h.tek", TEK.replace("ETRS-GK25", "\x1b[2J")),
    "a day that is none": content("h.tek", TEK.replace("05032024", "99999999")),
    "a million holes": repeated("h.tek", TEK.encode(), b"TT PA - 0\n-1 KL\n", 1_000_000),
    "a million depths": repeated("h.tek", TEK.encode()[:-7], b"1.0 5 Sa\n", 1_000_000),
    "depths that go up": content("h.tek", TEK.replace("5.0 9", "-5.0 9")),
}
CASES = [
    *cases("import", ENCODINGS | CELLS),
    *cases(
        "check",
        {
            name: case
            for name, case in (ENCODINGS | CELLS).items()
            if "formula" in name or name in ENCODINGS
        },
    ),
    *cases(
        "import",
        LENGTHS,
        heavy=[
            "a line of 100 MB of letters",
            "a header of 100 MB",
            "ten million commas",
            "short rows without end",
            "five million empty lines",
        ],
    ),
    *cases("check", SLOW),
    *cases("sync", {f"sync {name}": case for name, case in CELLS.items() if "formula" in name}),
    *cases("mapping", SLOW_TO_MAP | SLOW_HEADERS | LENGTHS),
    *cases("estimate", IN_LISTS),
    *cases("loads", IN_LOADS, heavy=["a line of 100 MB"]),
    *cases("import", {f"SeutuMASSA, {name}": case for name, case in IN_SEUTUMASSA.items()}),
    *cases("boreholes", IN_HOLES),
]
