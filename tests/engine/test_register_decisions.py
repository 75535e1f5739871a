# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the keeping of decisions: written where they belong, taken back, refused when impossible."""

import pytest
from cli_run import files_of, said, said_json
from hypothesis import given, settings
from hypothesis import strategies as st
from region_written import csv_text, folder_of, lot, site, workbook_of

from kotipesa.errors import InputError, UsageError
from kotipesa.region import read
from kotipesa.region.sameness import counted_at
from kotipesa.workflow.arrivals import import_into
from kotipesa.workflow.recognising import decide_same, find_same

PROJECTS = [
    {"id": "p1", "name": "Keksilänkatu", "municipality": "091", "oma": "x"},
    {"id": "p2", "name": "Keksilänk. perusk.", "municipality": "091", "oma": "y"},
    {"id": "p3", "name": "Keksilänkadun saneeraus", "municipality": "091", "oma": ""},
    {"id": "p4", "name": "Muu puisto", "municipality": "091", "oma": "z"},
]


def folder(path, projects=PROJECTS, **more):
    path.mkdir(exist_ok=True)
    tables = {"lots": [lot(project="p1"), lot(id="b", project="p4")], "sites": [site()]}
    tables |= {"projects": projects} if projects else {}
    return folder_of(path / "r", **{name: csv_text(rows) for name, rows in tables.items()}, **more)


def codes(fault):
    return [found.code for found in fault.value.problems]


def counted(place):
    projects = read(place).projects
    there = projects.same_as >= 0
    pairs = zip(projects.id[there], projects.id[projects.same_as[there]], strict=True)
    return dict(pairs)


def test_an_accepted_pair_is_written_and_own_columns_stay(tmp_path):
    place = folder(tmp_path)
    decide_same(place, accept=["p2=p1", "p3 = p2"])
    assert counted(place) == {"p2": "p1", "p3": "p2"}
    lines = (place / "projects.csv").read_text().splitlines()
    assert lines[0] == "id,name,municipality,same_as,oma"
    assert [line.rsplit(",", 1)[1] for line in lines[1:]] == ["x", "y", "", "z"]


def test_the_last_decision_holds(tmp_path):
    place = folder(tmp_path)
    decide_same(place, accept=["p2=p1"])
    decide_same(place, reject=["p1=p2"])
    assert (counted(place), len(read(place).different)) == ({}, 1)
    assert ("p2", "p1") not in _proposed(place)
    decide_same(place, accept=["p2=p1"])
    assert (counted(place), len(read(place).different)) == ({"p2": "p1"}, 0)


def _proposed(place):
    found = find_same(place)
    return list(zip(found.project, found.counted_at, strict=True))


def test_deciding_twice_is_deciding_once(tmp_path):
    place = folder(tmp_path)
    decide_same(place, accept=["p2=p1"], reject=["p3=p4"])
    once = files_of(place)
    decide_same(place, accept=["p2=p1"], reject=["p4=p3"])
    assert files_of(place) == once


@pytest.mark.parametrize(
    ("accept", "reject", "code"),
    [
        (["p9=p1"], [], "unknown_reference"),
        ([], ["p1=p9"], "unknown_reference"),
        (["p1=p1"], [], "refers_to_itself"),
        (["p1=p2", "p2=p1"], [], "same_as_in_circle"),
        (["p2=p1", "p2=p3"], [], "same_already_counted"),
        (["p2=p1", "p3=p2"], ["p3=p1"], "same_and_different"),
    ],
)
def test_what_cannot_be_is_refused_and_the_folder_stays_as_it_was(tmp_path, accept, reject, code):
    place = folder(tmp_path)
    before = files_of(place)
    with pytest.raises(InputError) as fault:
        decide_same(place, accept=accept, reject=reject)
    assert code in codes(fault)
    assert files_of(place) == before


def test_alternatives_are_never_accepted_as_one(tmp_path):
    rows = [*PROJECTS, {"id": "p5", "name": "Keksilänkatu", "alternative_of": "p1"}]
    place = folder(tmp_path, [{"alternative_of": "", **row} for row in rows])
    with pytest.raises(InputError) as fault:
        decide_same(place, accept=["p5=p1"])
    assert codes(fault) == ["same_as_alternative"]


@pytest.mark.parametrize("text", ["p1", "p1=", "=p1", "p1=p2=p3", ""])
def test_an_unclear_pair_is_wrong_use(tmp_path, text):
    with pytest.raises(UsageError) as fault:
        decide_same(folder(tmp_path), accept=[text])
    assert codes(fault) == ["same_pair_unclear"]


def test_a_region_that_is_broken_otherwise_can_be_decided_about(tmp_path):
    place = folder(tmp_path)
    (place / "lots.csv").write_text(csv_text([lot(), lot(id="b", amount=-1)]))
    decide_same(place, accept=["p2=p1"])
    assert "p2,Keksilänk. perusk.,091,p1,y" in (place / "projects.csv").read_text().splitlines()


def test_projects_that_only_lots_name_can_be_decided_about(tmp_path):
    place = folder(tmp_path, [])
    decide_same(place, accept=["p4=p1"])
    assert counted(place) == {"p4": "p1"}


def test_a_workbook_and_a_missing_folder_are_refused(tmp_path):
    book = workbook_of(tmp_path / "r.xlsx", lots=[["id"]])
    (tmp_path / "in").mkdir()
    inside = workbook_of(tmp_path / "in" / "r.xlsx", lots=[["id"]]).parent
    wrong = {book: "region_in_workbook", inside: "region_in_workbook"}
    for place, code in (wrong | {tmp_path / "no": "path_not_found"}).items():
        with pytest.raises(InputError) as fault:
            decide_same(place, accept=["a=b"])
        assert codes(fault) == [code]


def test_ids_of_other_systems_come_from_the_records(tmp_path):
    known = [("p1", "city", "2637"), ("p4", "Excel", "A-2637"), ("p2", "city", "2638")]
    names = ("table", "id", "system", "system_id")
    rows = [dict(zip(names, ("projects", *row), strict=True)) for row in known]
    found = find_same(folder(tmp_path, records=csv_text(rows)), least=0.0)
    pairs = zip(found.project, found.counted_at, strict=True)
    reasons = {
        frozenset(pair): {(r.evidence, r.value) for r in (*speaks_for, *against)}
        for pair, speaks_for, against in zip(pairs, found.speaks_for, found.against, strict=True)
    }
    assert ("same_number", "2637") in reasons[frozenset(("p1", "p4"))]
    assert ("other_id", "") in reasons[frozenset(("p1", "p2"))]


PAIRS = st.sampled_from([f"p{a}={b}" for a in range(1, 5) for b in ("p1", "p2", "p3", "p4")])


@settings(max_examples=25)
@given(st.lists(st.tuples(st.booleans(), PAIRS), max_size=6))
def test_whatever_is_decided_the_region_can_be_read_and_each_pair_is_one_or_two(
    tmp_path_factory, steps
):
    place = folder(tmp_path_factory.mktemp("decided"))
    for is_same, pair in steps:
        before = files_of(place)
        try:
            decide_same(place, **{"accept" if is_same else "reject": [pair]})
        except InputError:
            assert files_of(place) == before
        region = read(place)
        kept = counted_at(region.projects.same_as)
        assert (region.projects.same_as[kept] == -1).all()
        assert (kept[region.different.a] != kept[region.different.b]).all()


def test_no_row_is_lost_when_ids_are_missing_or_stand_twice(tmp_path):
    twice = folder(tmp_path / "twice", [*PROJECTS, PROJECTS[0]])
    before = files_of(twice)
    with pytest.raises(InputError) as fault:
        decide_same(twice, accept=["p2=p1"])
    assert (codes(fault), files_of(twice)) == (["duplicate_id"], before)
    nameless = dict.fromkeys(PROJECTS[0], "") | {"name": "Nimetön"}
    place = folder(tmp_path / "blank", [*PROJECTS, nameless, nameless])
    decide_same(place, accept=["p2=p1"])
    assert (place / "projects.csv").read_text().count("Nimetön") == 2


def test_a_source_that_comes_again_leaves_what_was_decided(tmp_path):
    place = folder(tmp_path)
    decide_same(place, accept=["p2=p1"])
    again = tmp_path / "projects.csv"
    again.write_text(csv_text([{"id": "p2", "name": "Uusi nimi"}]))
    import_into([again], place)
    assert (counted(place), read(place).projects.name[1]) == ({"p2": "p1"}, "Uusi nimi")
    again.write_text(csv_text([{"id": "p2", "name": "Uusi nimi", "same_as": ""}]))
    import_into([again], place)
    assert counted(place) == {}


def test_the_command_proposes_decides_and_tells_what_is_lost(tmp_path, capsys):
    place = folder(tmp_path)
    code, record = said_json(capsys, "same", place)
    first = record["proposals"][0]
    assert (code, first["project"], first["counted_at"]) == (0, "p2", "p1")
    assert first["for"][0]["words"]["en"] == "the names are 100 % alike"
    shown = said(capsys, "same", place)
    assert "p2=p1  50 points" in shown.out
    answer = said(capsys, "same", place, "--accept", "p1=p2", "p3=p2")
    assert answer.out.splitlines() == [
        "p1 is the same as p2 and counted there.",
        "p3 is the same as p2 and counted there.",
    ]
    assert "louhe. Lots left out: 1." in answer.err
    assert said(capsys, "same", place).out == "No pair is proposed as the same project.\n"
    assert said(capsys, "same", place, "--accept", "p1-p2").code == 2
    assert said(capsys, "same", place, "--accept", "p1=p9").code == 1
