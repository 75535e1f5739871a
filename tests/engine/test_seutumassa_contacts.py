# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the people behind masses out of everything, unless --with-contacts asks for them."""

import pytest
from cli_run import said, said_json
from seutumassa_written import CLAY, SECRETS, csv_bytes, csv_file, csv_rows, mass

WITH_PEOPLE = CLAY | SECRETS
NEED = mass(c0="13", c1="Puisto", c7="alijäämä/tarvittava", c2="savi", c15="Vantaa") | SECRETS
HIDDEN = ("Maija", "mallikas", "555 0123")


def texts_under(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join(path.read_bytes().decode("utf-8", errors="replace") for path in files)


def region_with_people(capsys, tmp_path):
    region = tmp_path / "region"
    path = csv_file(tmp_path, [WITH_PEOPLE, NEED])
    assert said(capsys, "import", path, "--into", region, "--with-contacts").code == 0
    path.unlink()
    return region


def test_people_are_left_out_at_import_and_it_is_said(capsys, tmp_path):
    region = tmp_path / "region"
    path = csv_file(tmp_path, [WITH_PEOPLE])
    code, record = said_json(capsys, "import", path, "--into", region)
    found = [p["code"] for p in record["problems"]]
    assert (code, found) == (0, ["seutumassa_contacts_left"])
    assert not (region / "contacts.csv").exists()
    assert not any(word in texts_under(region) for word in HIDDEN)


def test_people_are_kept_when_asked_for_and_written_when_asked_for(capsys, tmp_path):
    region = region_with_people(capsys, tmp_path)
    assert (region / "contacts.csv").read_text(encoding="utf-8").splitlines() == [
        "site,name,email,phone,organisation",
        "12,Maija Mallikas,maija@mallikas.example,+358 40 555 0123,Helsingin kaupunki",
        "13,Maija Mallikas,maija@mallikas.example,+358 40 555 0123,Vantaa",
    ]
    out = tmp_path / "seutumassa.csv"
    assert said(capsys, "export", region, "--to", out, "--with-contacts").code == 0
    assert csv_rows(out) == [WITH_PEOPLE, NEED]
    assert said(capsys, "export", region, "--to", out).code == 0
    assert {row[name] for row in csv_rows(out) for name in SECRETS} == {""}


@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_no_command_without_the_flag_says_or_writes_who_somebody_is(capsys, tmp_path, as_json):
    region = region_with_people(capsys, tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    commands = (
        ("check", region),
        ("balance", region),
        ("match", region, "12-have-savi-u1-clean-1"),
        ("explain", region, "12-have-savi-u1-clean-1"),
        ("plan", region, "--out", out / "plan"),
        ("export", region, "--to", out / "lots.xlsx"),
        ("export", region, "--to", out / "lots.gpkg"),
        ("export", region, "--to", out / "seutumassa.csv"),
        ("template", out / "form.xlsx", "--of", region),
        ("same", region),
        ("import", out / "seutumassa.csv", "--into", out / "again"),
    )
    for command in commands:
        answer = said(capsys, *command, *as_json)
        assert answer.code == 0, command
        assert not any(word in answer.out + answer.err for word in HIDDEN), command
    assert not any(word in texts_under(out) for word in HIDDEN)


@pytest.mark.parametrize("flag", [(), ("--with-contacts",)])
@pytest.mark.parametrize(
    "content",
    [
        csv_bytes([WITH_PEOPLE]) + b'13,"Maija Mallikas,maija@mallikas.example\n',
        csv_bytes([WITH_PEOPLE]) + b"1," * 30 + b"Maija Mallikas,maija@mallikas.example\n",
        csv_bytes([WITH_PEOPLE, WITH_PEOPLE | {"Omistajan nimi (massan)": "=Maija()"}]),
        csv_bytes([WITH_PEOPLE, WITH_PEOPLE | {"Omistajan puhelinnumero": "555 0123"}]),
        csv_bytes([WITH_PEOPLE | {"GeoJSON": "Maija Mallikas"}]),
        csv_bytes([WITH_PEOPLE], header=["Massan laji", "Kohteen id", "Maamassan tila", *SECRETS]),
    ],
)
def test_no_problem_of_a_broken_file_repeats_who_somebody_is(capsys, tmp_path, content, flag):
    path = tmp_path / "massat.csv"
    path.write_bytes(content)
    for as_json in ((), ("--json",)):
        answer = said(capsys, "import", path, "--into", tmp_path / "region", *flag, *as_json)
        assert answer.code in {0, 1}
        assert not any(word in answer.out + answer.err for word in HIDDEN)


def test_no_mapping_can_bring_people_in(capsys, tmp_path):
    path, mapping = csv_file(tmp_path, [WITH_PEOPLE]), tmp_path / "m.toml"
    assert said(capsys, "mapping", path, "--out", mapping).code == 2
    mapping.write_text('confirmed = true\n[lots]\nname = "Omistajan nimi (massan)"\n')
    for command in ("import", "sync"):
        words = ("--system", "S") if command == "sync" else ()
        region = tmp_path / "region"
        answer = said(capsys, command, path, "--into", region, "--mapping", mapping, *words)
        assert (answer.code, region.exists()) == (1, False)


def test_formulas_never_come_in_as_contacts(capsys, tmp_path):
    path = csv_file(tmp_path, [WITH_PEOPLE | {"Omistajan nimi (massan)": "=1+1"}])
    answer = said(capsys, "import", path, "--into", tmp_path / "region", "--with-contacts")
    assert (answer.code, (tmp_path / "region").exists()) == (1, False)
