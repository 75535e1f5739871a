# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the reading of loads: every shape of file, units, what is refused, what is proposed."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from region_written import workbook_of

from kotipesa.errors import InputError, severity
from kotipesa.sources.loads import loads_columns, loads_profiles, own_profile, read_loads
from kotipesa.sources.loads.profile import header_name
from kotipesa.vocab import PAYLOAD_FACTORS, codes, factor

OWN = "date,from,to,material,tonnes\n"
BRIDGE = "Punnitusnro;Pvm;Klo;Rek.nro;Työmaa;Kohde;Tuote;Brutto kg;Taara kg;Netto kg\n"


def file_of(folder, text, name="loads.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read(folder, text, **options):
    return read_loads([file_of(folder, text)], **options)


def weights(loads):
    return list(zip(loads.date, loads.tonnes.tolist(), loads.is_measured.tolist(), strict=True))


def codes_of(problems, level="error"):
    found = [p for p in problems if severity(p) == level]
    return [(p.code, p.where.row, p.where.column) for p in found]


def test_our_own_loads_need_a_day_two_places_and_a_weight(tmp_path):
    loads, problems = read(tmp_path, OWN + "2026-03-05,a,e,gravel,17.25\n5.3.2026,b,g,clay,12\n")
    assert problems == ()
    assert weights(loads) == [("2026-03-05", 17.25, True), ("2026-03-05", 12.0, True)]
    assert [*loads.from_place, *loads.to_place] == ["a", "b", "e", "g"]
    assert loads.id.tolist() == ["loads:2", "loads:3"]


def test_the_sum_of_a_month_is_a_load_too(tmp_path):
    loads, _ = read(tmp_path, OWN + "2026-03,a,e,gravel,1700\n")
    assert (loads.date.tolist(), loads.month.tolist()) == (["2026-03"], [2026 * 12 + 2])


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_own_columns_may_be_called_by_their_labels(tmp_path, language):
    label = {column.name: column.label[language] for column in loads_columns()}
    names = ("date", "from", "to", "material", "gross_t", "tare_t")
    text = ",".join(label[name] for name in names) + "\n2026-03-05,a,e,gravel,31.0,13.5\n"
    loads, problems = read(tmp_path, text)
    assert (problems, weights(loads)) == ((), [("2026-03-05", 17.5, True)])


def test_a_weighbridge_in_kilograms_is_read_in_tonnes(tmp_path):
    text = BRIDGE + "1;2.3.2026;7:15;ABC-1;a;e;gravel;31 240;13 020;18 220\n"
    loads, problems = read(tmp_path, text)
    assert (problems, weights(loads)) == ((), [("2026-03-02", 18.22, True)])


@pytest.mark.parametrize(
    "text",
    [
        (
            "Vågsedel;Datum;Tid;Regnr;Från;Till;Produkt;Bruttovikt (t);Taravikt (t)\n"
            "1;2.3.2026;7:15;ABC-1;a;e;gravel;31,24;13,02\n"
        ),
        (
            "Ticket no,Date,Registration,Origin,Destination,Product,Net weight (kg)\n"
            "1,2026-03-02 07:15,ABC-1,a,e,gravel,18220\n"
        ),
        (
            "Tosite\tAikaleima\tTyömaa\tKohde\tTuote\tNetto\tYksikkö\n"
            "1\t2.3.2026 klo 7:15\ta\te\tgravel\t18220\tkg\n"
        ),
        (
            "Pvm;1. punnitus (kg);2. punnitus (kg);Työmaa;Kohde;Tuote\n"
            "2.3.2026;13020;31240;a;e;gravel\n"
        ),
    ],
)
def test_weighbridges_write_the_same_in_many_shapes(tmp_path, text):
    loads, problems = read(tmp_path, text)
    assert (problems, weights(loads)) == ((), [("2026-03-02", 18.22, True)])
    assert (loads.from_place[0], loads.to_place[0], loads.material[0]) == ("a", "e", "gravel")


def test_titles_above_and_totals_below_a_table_do_not_matter(tmp_path):
    row = "1;2.3.2026;7:15;A;a;e;g;31240;13020;18220\n"
    text = (
        f"Punnitusraportti maaliskuu 2026\n\nVaaka: Etelä;;\n{BRIDGE}{row}Yhteensä;;;;;;;;;18220\n"
    )
    loads, problems = read(tmp_path, text)
    assert [(p.code, p.where.row) for p in problems] == [("load_totals_left_out", 6)]
    assert (weights(loads), loads.line.tolist()) == ([("2026-03-02", 18.22, True)], [5])


def test_a_sheet_called_loads_is_read_too(tmp_path):
    row = [date(2026, 3, 2), "a", "e", "gravel", 18.22]
    path = workbook_of(tmp_path / "k.xlsx", Kuormat=[OWN.strip().split(","), row], Muut=[["x"]])
    loads, problems = read_loads([path])
    assert weights(loads) == [("2026-03-02", 18.22, True)]
    assert [p.code for p in problems] == ["unknown_sheet"]


def test_a_workbook_without_such_a_sheet_says_so(tmp_path):
    loads, problems = read_loads([workbook_of(tmp_path / "k.xlsx", Muut=[["x"]])])
    assert (loads, [p.code for p in problems]) == (None, ["unknown_sheet", "loads_sheet_missing"])


def test_a_phone_entry_is_estimated_from_what_the_vehicle_carries(tmp_path):
    text = "pvm,kuormia,autotyyppi,mistä,minne,massa\n2.3.2026,5,kuorma-auto,a,e,gravel\n"
    loads, problems = read(tmp_path, text)
    load = [factor("truck_city_m3_per_load"), factor("loose_density_fill_t_per_m3itd")]
    ends = [5 * getattr(load[0], e) * getattr(load[1], e) for e in ("low", "value", "high")]
    assert problems == ()
    assert [loads.low_t[0], loads.tonnes[0], loads.high_t[0]] == pytest.approx(ends, abs=1e-6)
    assert (loads.is_measured.tolist(), loads.count.tolist()) == ([False], [5])


def test_every_vehicle_has_a_payload():
    assert {entry.code for entry in codes("vehicle")} == set(PAYLOAD_FACTORS)


TRANSFER = (
    "Siirtoasiakirjan tunnus;Siirron alkamisaika;Lähtöpaikka;Vastaanottopaikka;Jätteen haltija;"
    "Kuljettaja;Vastaanottaja;Jätenimike;Jätteen kuvaus;Määrä (t);Käsittely;Rekisterinumero\n"
)


def test_a_transfer_document_brings_what_siirto_asks_for(tmp_path):
    row = "SA-1;2.3.2026 7:15;b;w;Kaupunki;Kuljetus Oy;Laitos Oy;17 05 03*;maa;18,2;D1;ABC-1\n"
    loads, problems = read(tmp_path, TRANSFER + row)
    assert problems == ()
    told = ("document", "holder", "carrier", "receiver", "waste_code", "treatment")
    assert [getattr(loads, name)[0] for name in told] == [
        *("SA-1", "Kaupunki", "Kuljetus Oy", "Laitos Oy", "17 05 03*", "D1")
    ]


def test_what_a_transfer_document_lacks_is_said_field_by_field(tmp_path):
    row = "SA-1;2.3.2026;b;w;;Kuljetus Oy;Laitos Oy;17 05 03*;maa;18,2;;\n"
    _, problems = read(tmp_path, TRANSFER + row)
    found = [(p.code, p.where.column, dict(p.params)["count"]) for p in problems]
    assert found == [
        ("transfer_field_missing", "Jätteen haltija", "1"),
        ("transfer_field_missing", "Käsittely", "1"),
    ]


def test_people_are_left_unread_and_plates_forgotten(tmp_path):
    text = "Tosite;Pvm;Rek.nro;Kuljettaja;Työmaa;Kohde;Netto kg\n1;2.3.2026;ABC-123;Matti;a;e;900\n"
    loads, problems = read(tmp_path, text)
    assert [(p.code, dict(p.params)) for p in problems] == [
        ("personal_left_out", {"columns": "Kuljettaja"})
    ]
    held = [str(getattr(loads, name).tolist()) for name in type(loads).__slots__]
    assert not any("ABC-123" in text or "Matti" in text for text in held)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("1;2.3.2026;7:15;A;a;e;g;31240;13020;18320", ("load_weights_disagree", 2, "Netto kg")),
        ("1;2.3.2026;7:15;A;a;e;g;13020;31240;", ("load_gross_below_tare", 2, "Brutto kg")),
        ("1;2.3.2026;7:15;A;a;e;g;;;-18220", ("not_positive", 2, "Netto kg")),
        ("1;2.3.2026;7:15;A;a;e;g;-31240;13020;", ("negative_number", 2, "Brutto kg")),
        ("1;2.3.2026;7:15;A;a;e;g;;;", ("load_without_weight", 2, "Netto kg")),
        ("1;31.2.2026;7:15;A;a;e;g;;;18220", ("bad_date", 2, "Pvm")),
        ("1;3/2/2026;7:15;A;a;e;g;;;18220", ("bad_date", 2, "Pvm")),
        ("1;2.3.2026;7:15;A;;e;g;;;18220", ("missing_value", 2, "Työmaa")),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(tmp_path, row, found):
    loads, problems = read(tmp_path, BRIDGE + row + "\n", today=date(2026, 6, 1))
    assert (codes_of(problems), len(loads)) == ([found], 0)


def test_a_load_of_a_day_to_come_is_refused(tmp_path):
    text = BRIDGE + "1;2.3.2026;;A;a;e;g;;;18220\n2;3.6.2026;;A;a;e;g;;;18220\n"
    loads, problems = read(tmp_path, text, today=date(2026, 6, 1))
    assert (codes_of(problems), len(loads)) == ([("load_in_future", 3, "Pvm")], 1)


def test_loads_that_are_all_to_come_are_a_rehearsal(tmp_path):
    text = BRIDGE + "1;2.7.2026;;A;a;e;g;;;18220\n2;3.6.2026;;A;a;e;g;;;18220\n"
    loads, problems = read(tmp_path, text, today=date(2026, 6, 1))
    assert ([p.code for p in problems], len(loads)) == (["loads_all_in_future"], 2)


def test_kilograms_taken_for_tonnes_are_refused(tmp_path):
    text = BRIDGE.replace(" kg", " t") + "1;2.3.2026;7:15;A;a;e;g;31240;13020;18220\n"
    _, problems = read(tmp_path, text)
    assert codes_of(problems) == [("load_too_heavy", 2, "Netto t")]


def test_a_weight_without_a_unit_is_refused(tmp_path):
    text = "Tosite;Pvm;Työmaa;Kohde;Tuote;Netto\n1;2.3.2026;a;e;gravel;18220\n"
    _, problems = read(tmp_path, text)
    assert codes_of(problems) == [("load_unit_missing", 2, "Netto")]


def test_a_file_of_something_else_says_what_it_lacks(tmp_path):
    loads, problems = read(tmp_path, "date,from,material\n2026-03-05,a,gravel\n")
    assert loads is None
    assert [(p.code, dict(p.params)) for p in problems] == [
        ("loads_unrecognised", {"profile": "loads", "lacking": "to, tonnes/gross_t/vehicle"})
    ]


def test_a_ticket_in_two_files_counts_once_and_that_is_said(tmp_path):
    row = "1;2.3.2026;7:15;A;a;e;g;;;18220\n"
    paths = [
        file_of(tmp_path, BRIDGE + row, "week1.csv"),
        file_of(tmp_path, BRIDGE + row + row.replace("1;", "2;", 1), "week2.csv"),
    ]
    loads, problems = read_loads(paths)
    assert [(p.code, p.where.file, dict(p.params)) for p in problems] == [
        ("load_ticket_repeated", "week2.csv", {"count": "1", "other": "week1.csv:2"})
    ]
    assert weights(loads) == [("2026-03-02", 18.22, True)] * 2


def test_a_ticket_with_two_contents_is_an_error(tmp_path):
    row = "1;2.3.2026;7:15;A;a;e;g;;;18220\n"
    _, problems = read(tmp_path, BRIDGE + row + row.replace("18220", "18240"))
    assert codes_of(problems) == [("load_ticket_differs", 3, "")]


def test_rows_alike_without_a_ticket_are_proposed_and_counted(tmp_path):
    row = ";2.3.2026;7:15;A;a;e;g;;;18220\n"
    loads, problems = read(tmp_path, BRIDGE + row + row)
    assert (codes_of(problems, "note"), len(loads)) == ([("load_maybe_twice", 3, "")], 2)


def test_a_phone_beside_a_bridge_is_proposed_and_counted(tmp_path):
    bridge = file_of(tmp_path, BRIDGE + "1;2.3.2026;7:15;A;a;e;g;;;18220\n", "bridge.csv")
    told = "pvm,kuormia,ajoneuvo,mistä,minne,materiaali\n2.3.2026,1,city,a,e,g\n"
    loads, problems = read_loads([bridge, file_of(tmp_path, told, "phone.csv")])
    assert [(p.code, p.where.file, dict(p.params)) for p in problems] == [
        (
            "load_overlap_proposed",
            "phone.csv",
            {"date": "2026-03-02", "other": "bridge.csv:2", "told_t": "15.5", "weighed_t": "18.22"},
        )
    ]
    assert len(loads) == 2


def test_a_profile_of_ones_own_says_where_the_bridge_stands(tmp_path):
    profile = file_of(
        tmp_path,
        'id = "ours"\nneeds = [["date"], ["from"], ["to"], ["tonnes"]]\nweight_unit = "kg"\n'
        '[columns]\nfrom = ["kuormattu"]\ntonnes = ["massa"]\n[constants]\nto = "outlet-3"\n',
        "ours.toml",
    )
    text = "pvm;kuormattu;massa\n2.3.2026;a;18220\n".replace("pvm", "päivä")
    loads, problems = read(tmp_path, text, profiles=[own_profile(profile)])
    assert problems == ()
    assert (loads.to_place[0], weights(loads)) == ("outlet-3", [("2026-03-02", 18.22, True)])


@pytest.mark.parametrize(
    "text",
    [
        "id = ",
        'id = "x"\n',
        'id = "x"\nneeds = [["date"]]\n[columns]\nwheels = ["pyörät"]\n',
        'id = "x"\nneeds = [["date"]]\nweight_unit = "lb"\n[columns]\n',
        'id = "x"\nneeds = 3\n[columns]\n',
    ],
)
def test_a_profile_that_makes_no_sense_is_refused(tmp_path, text):
    with pytest.raises(InputError) as caught:
        own_profile(file_of(tmp_path, text, "ours.toml"))
    assert [p.code for p in caught.value.problems] == ["loads_profile_unclear"]


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("Netto (kg)", "netto", "kg"),
        ("Nettopaino, kg", "nettopaino", "kg"),
        ("netto_t", "netto", "t"),
        ("Netto [tn]", "netto", "t"),
        ("Netto", "netto", ""),
        ("Määrä", "määrä", ""),
        ("2. punnitus (kg)", "2_punnitus", "kg"),
        ("Rek.nro", "rek_nro", ""),
    ],
)
def test_a_header_tells_its_unit(header, name, unit):
    assert header_name(header) == (name, unit)


def test_no_header_means_two_things_in_one_profile():
    for profile in loads_profiles():
        assert profile.personal.isdisjoint(profile.columns), profile.id


def test_files_that_are_not_there_are_named(tmp_path):
    loads, problems = read_loads([tmp_path / "nothing.csv"])
    assert (loads, [p.code for p in problems]) == (None, ["path_not_found"])


CELLS = st.sampled_from(
    [
        "",
        "2026-03-05",
        "5.3.2026 7:15",
        "a",
        "e",
        "18,2",
        "-1",
        "1e9",
        "kg",
        "Yhteensä",
        "=1+1",
        "x\x00",
    ]
)
HEADERS = st.sampled_from(
    ["date", "from", "to", "tonnes", "gross_t", "Netto kg", "Tosite", "count", "vehicle", "pvm", ""]
)


@settings(max_examples=60)
@given(st.lists(HEADERS, min_size=1, max_size=7), st.lists(st.lists(CELLS, max_size=7), max_size=6))
def test_no_table_whatever_it_holds_breaks_the_reading(tmp_path_factory, header, rows):
    text = "\n".join(";".join(cells) for cells in [header, *rows])
    loads, problems = read(tmp_path_factory.mktemp("any"), text)
    assert loads is not None or problems
    assert loads is None or (np.isfinite(loads.tonnes).all() and (loads.tonnes > 0).all())
