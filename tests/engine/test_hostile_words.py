# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold that no word of a stranger's file or of its name reaches a terminal as an order."""

import pytest
from cli_run import said, tiny_folder

from kotipesa.errors import tamed

ORDERS = "\x1b[2J\x07\u202e\u200b"


@pytest.mark.parametrize(
    "words",
    [
        ("import", "{file}", "--into", "{region}"),
        ("mapping", "{file}", "--out", "{out}"),
        ("boreholes", "{file}"),
        ("volumes", "{file}"),
        ("volumes", "{file}", "{file}"),
        ("balance", "{file}"),
        ("check", "{file}"),
        ("estimate", "{file}", "--into", "{region}"),
        ("sync", "{file}", "--system", f"x{ORDERS}", "--into", "{region}"),
    ],
)
def test_no_command_prints_what_a_terminal_obeys(capsys, tmp_path, words):
    region = tiny_folder(tmp_path / "tiny")
    file = tmp_path / f"lots{ORDERS}.csv"
    header = ",".join(f"{name}{ORDERS}" for name in ("id", "määrä", "nimi", "TX"))
    file.write_text(f"{header}\n{ORDERS},1,{ORDERS},{ORDERS}\n", encoding="utf-8")
    places = {"file": file, "region": region, "out": tmp_path / "m.toml"}
    answer = said(capsys, *(word.format(**places) for word in words))
    assert not set(ORDERS.replace("[2J", "")) & set(answer.out + answer.err)


def test_tame_words_stay_as_they_are_and_others_show_where_they_were_wild():
    assert tamed("Itäkatu 5\u00a0000 m³ ok") == "Itäkatu 5\u00a0000 m³ ok"
    assert tamed("a\x1b[2J\nb\u202ec") == "a\ufffd[2J b\ufffdc"
