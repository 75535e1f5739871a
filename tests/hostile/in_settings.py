# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Small files that tell us how to read others: TOML and JSON that nobody sane would write."""

import json

from hostile.case import cases, content, repeated, sparse
from hostile.sound import MAPPING

_DEEP, _LONG = 50_000, 5_000
SLIPS = {
    "deep arrays": content("m.toml", "a = " + "[" * _DEEP),
    "deep tables": content("m.toml", "a = " + "{a=" * _DEEP),
    "deep names": content("m.toml", f"[{'.'.join('a' * 3_000)}]\n"),
    "a deep key": content("m.toml", f"{'.'.join('a' * 3_000)} = 1\n"),
    "a huge number": content("m.toml", f"a = {'9' * _LONG}\n"),
    "a huge power": content("m.toml", "a = 1e999999999\n"),
    "not a number": content("m.toml", "start = nan\na = inf\n"),
    "a date that is none": content("m.toml", "date = 9999-99-99\n"),
    "a year beyond all": content("m.toml", "date = 0000-01-01\n"),
    "a zone beyond all": content("m.toml", "date = 2026-01-01T00:00:00+99:99\n"),
    "controls": content("m.toml", 'title = "\u001b[2J"\nstart = "\u001b[2J"\n'),
    "an override": content("m.toml", 'title = "\u202e"\n"\u202e" = 1\n'),
    "a surrogate": content("m.toml", 'title = "\ud800"\n'),
    "zero bytes": content("m.toml", b'title = "a\0b"\n'),
    "utf-16": content("m.toml", MAPPING.encode("utf-16")),
    "cp1252": content("m.toml", 'title = "Itä"\n'.encode("cp1252")),
    "nothing": content("m.toml", b""),
    "a list for a text": content("m.toml", 'title = ["a"]\nstart = ["a"]\nid = ["x"]\n'),
    "a table for a text": content("m.toml", "[title]\na = 1\n[start]\na = 1\n[id]\na = 1\n"),
    "a megabyte of keys": content("m.toml", "".join(f"k{n} = {n}\n" for n in range(60_000))),
    "a hundred megabytes": sparse("m.toml", b"a = 1\n", 100 << 20),
    "a formula": content("m.toml", 'title = "=1+1"\nstart = "=1+1"\n'),
    "typst": content("m.toml", 'title = "#read("/etc/passwd") $ #panic()"\n'),
    "words in xml": content("m.toml", 'title = "</w:t><script>alert(1)</script>&x;"\n'),
    "long text": content("m.toml", f'title = "{"x" * 900_000}"\n'),
}
MAPPINGS = {
    "a slow pattern": content("m.toml", MAPPING + '[file]\nskip = ["(a+)+$"]\nonly = "(a+)+$"\n'),
    "rows of header without end": content(
        "m.toml", MAPPING + f"[file]\nheader_rows = [{','.join(map(str, range(1, 99_999)))}]\n"
    ),
    "a row of header far away": content(
        "m.toml", MAPPING + "[file]\nheader_rows = [999999999999]\n"
    ),
    "a row of header below zero": content("m.toml", MAPPING + "[file]\nheader_rows = [-1]\n"),
    "a factor beyond all": content(
        "m.toml", 'confirmed = true\n[lots.amount]\ncolumn = "amount"\nunit = "1e999"\n'
    ),
    "a table nobody has": content("m.toml", "confirmed = true\n[passwd.id]\ncolumn = 'id'\n"),
    "a formula as constant": content(
        "m.toml",
        MAPPING
        + "".join(
            f'[lots.{name}]\ncolumn = "{name}"\n'
            for name in ("direction", "material", "amount", "unit", "site", "from", "to")
        )
        + '[lots.note]\nconstant = "=1+1"\n',
    ),
}
CALIBRATIONS = {
    "deep json": content("c.json", "[" * 100_000),
    "a huge number": content("c.json", '{"a": ' + "9" * 5_000 + "}"),
    "nan": content("c.json", '{"a": NaN, "b": Infinity}'),
    "a surrogate": content("c.json", json.dumps({"sha256": "\ud800", "\ud800": 1})),
    "nothing": content("c.json", b""),
    "a list": content("c.json", b"[]"),
    "zero bytes": content("c.json", b"\0\0"),
    "a hundred megabytes": repeated("c.json", b"[", b"1," * 512, 100 * 1_024),
}
CASES = [
    *cases("settings", SLIPS),
    *cases("annex", SLIPS),
    *cases("mapped", SLIPS | MAPPINGS),
    *cases("profile", SLIPS),
    *cases("calibration", CALIBRATIONS),
]
