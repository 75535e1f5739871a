# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold projects told twice to being counted once: in scope, balance, coverage and plan."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from region_written import lot, places, site
from test_region_read import contents

from kotipesa.balance import balance, balance_columns, coverage, rests_on
from kotipesa.errors import InputError, message
from kotipesa.plan import make_plan
from kotipesa.region import from_rows, read, region_rows, scope, write_region
from kotipesa.region.sameness import counted_at
from kotipesa.report.directory import write_plan
from kotipesa.testing import audit, random_tables
from kotipesa.testing.referee import solve

SITES = [site(), site(id="t", x=25.1)]


def region(projects, lots=None, settings=None, **tables):
    whole = {"lots": lots or [lot()], "sites": SITES, "projects": projects}
    return from_rows({**whole, **tables}, settings)


def chain(**links):
    """Make projects of names and what each is the same as: a="b", b=""."""
    return [{"id": name, "same_as": other} for name, other in links.items()]


def refused(projects, **tables):
    with pytest.raises(InputError) as fault:
        region(projects, **tables)
    return places(fault.value.problems)


def test_a_chain_is_counted_at_its_end():
    found = region(chain(a="b", b="c", c="", d="c", e=""))
    assert counted_at(found.projects.same_as).tolist() == [2, 2, 2, 2, 4]


@pytest.mark.parametrize(
    ("projects", "errors"),
    [
        (chain(a="a"), [("refers_to_itself", 2, "same_as")]),
        (chain(a="x"), [("unknown_reference", 2, "same_as")]),
        (chain(a="b", b="a"), [("same_as_in_circle", n, "same_as") for n in (2, 3)]),
        (
            chain(a="b", b="c", c="d", d="b", e=""),
            [
                ("refers_to_bad_row", 2, "same_as"),
                *[("same_as_in_circle", n, "same_as") for n in (3, 4, 5)],
            ],
        ),
        (
            [{"id": "a"}, {"id": "b", "same_as": "a", "alternative_of": "a"}],
            [("same_as_alternative", 3, "same_as")],
        ),
        (
            [*chain(a="", b="a", c="a"), {"id": "d", "same_as": "b", "alternative_of": "c"}],
            [("same_as_alternative", 5, "same_as")],
        ),
    ],
)
def test_what_cannot_be_is_refused(projects, errors):
    assert refused(projects) == errors


def test_pairs_known_to_differ_name_projects_and_are_never_counted_as_one():
    projects = chain(a="", b="a", c="")
    wrong = [{"a": "a", "b": "x"}, {"a": "c", "b": "a"}, {"a": "c", "b": "a"}]
    assert refused(projects, different=wrong) == [
        ("unknown_reference", 2, "b"),
        ("duplicate_pair", 4, "a"),
    ]
    assert refused(chain(a="", b="a", c="b"), different=[{"a": "c", "b": "a"}]) == [
        ("same_and_different", 2, "b")
    ]
    found = region(projects, different=[{"a": "b", "b": "c", "note": "eri katu"}])
    assert (found.different.a.tolist(), found.different.b.tolist()) == ([1], [2])


def test_decisions_survive_writing_and_reading(tmp_path):
    pairs = [{"a": "c", "b": "a", "note": "eri katu"}]
    whole = region(chain(a="", b="a", c=""), different=pairs)
    assert contents(from_rows(*region_rows(whole))) == contents(whole)
    write_region(whole, tmp_path / "r")
    assert (tmp_path / "r" / "different.csv").read_text() == "a,b,note\nc,a,eri katu\n"
    assert contents(read(tmp_path / "r")) == contents(whole)


def test_lots_of_a_project_counted_elsewhere_are_out_of_the_plan():
    lots = [
        lot(project="a"),
        lot(id="b", project="b"),
        lot(id="old", project="b", first="2020-01", last="2020-02"),
        lot(id="parts", project="b", kind="parts", unit="pcs"),
        lot(id="free"),
    ]
    reasons = scope(region(chain(a="", b="a"), lots, {"start": "2026-01"}))
    assert reasons.tolist() == ["", "same_as_another", "same_as_another", "not_planned", ""]


def test_an_alternative_told_twice_is_one_alternative():
    """Project q is p told again, and r is p's alternative: either p or r is planned, never both."""
    projects = [*chain(q="", p="q"), {"id": "r", "alternative_of": "p"}]
    lots = [lot(id=name, project=name) for name in ("q", "p", "r")]
    assert scope(region(projects, lots)).tolist() == ["", "same_as_another", "alternative"]
    for named, wanted in (("r", ["alternative", "same_as_another", ""]), ("p", None)):
        found = scope(region(projects, lots, {"alternatives": [named]})).tolist()
        assert found == (wanted or ["", "same_as_another", "alternative"])


def test_what_the_counted_project_lacks_is_told():
    lots = [
        lot(project="a"),
        lot(id="b", project="b"),
        lot(id="c", project="b", material="savi"),
        lot(id="d", project="b", material="savi"),
        lot(id="e", project="b", direction="need"),
    ]
    (note,) = [n for n in region(chain(a="", b="a"), lots).notes if n.code.startswith("same")]
    assert (note.where.sheet, note.where.row, note.where.column) == ("projects", 3, "same_as")
    assert dict(note.params)["count"] == "3"
    assert "savi" in message(note, "en")


@pytest.mark.parametrize("seed", [4, 13, 22])
def test_coverage_counts_a_project_told_twice_once(seed):
    draft, again = random_tables(seed), random_tables(seed)
    _tell_again(again, "p1", "twin")
    assert rests_on(coverage(again.region())) == rests_on(coverage(draft.region()))


@settings(max_examples=8)
@given(st.integers(0, 300), st.sampled_from(["p1", "p2", "p3", "p4"]), st.booleans())
def test_a_project_told_twice_changes_no_balance_and_no_plan(seed, project, behind):
    """Behind: the first telling is counted at the second telling's place in a chain of two."""
    draft, again = random_tables(seed), random_tables(seed)
    _tell_again(again, project, "twin")
    if behind:
        _tell_again(again, "twin", "triplet")
    once, twice = draft.region(), again.region()
    for name, column in balance_columns(balance(once)).items():
        np.testing.assert_array_equal(column, balance_columns(balance(twice))[name])
    assert solve(twice).objective_eur == pytest.approx(solve(once).objective_eur, abs=1e-6)
    plans = [make_plan(one, with_baselines=False) for one in (once, twice)]
    assert plans[1].objective_eur == pytest.approx(plans[0].objective_eur, rel=1e-9, abs=1e-6)
    assert _moves(plans[1]) == pytest.approx(_moves(plans[0]), abs=1e-6)


def test_the_auditor_finds_no_fault_in_a_plan_of_projects_told_twice(tmp_path):
    draft = random_tables(5)
    _tell_again(draft, "p4", "twin")
    _tell_again(draft, "twin", "triplet")
    plan = make_plan(draft.region())
    write_plan(plan, tmp_path / "plan", language="en")
    assert audit(draft.region(), tmp_path / "plan") == ()
    reasons = dict(zip(plan.unmet.lot, plan.unmet.reason, strict=True))
    told_again = [
        row["id"] for row in draft.tables["lots"] if row["id"].startswith(("twin", "triplet"))
    ]
    assert {reasons[name] for name in told_again} <= {"same_as_another", "not_planned"}


def _tell_again(draft, project, new):
    """Add a project that is the same as one there is, with the same lots under other ids."""
    there = draft.row("projects", project)
    telling = {k: v for k, v in there.items() if k != "alternative_of"}
    draft.tables["projects"].append(telling | {"id": new, "same_as": project})
    lots = [row for row in draft.tables["lots"] if row.get("project") == project]
    draft.tables["lots"] += [row | {"id": f"{new}-{row['id']}", "project": new} for row in lots]


def _moves(plan):
    return float(np.sum(plan.moves.tonnes * plan.moves.km))
