# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""A plan directory is read whole, or every problem of it is told."""

import json
from pathlib import Path

import polars as pl
import pytest
from report_sample import write_sample

from kotipesa.errors import LANGUAGES, InputError, cure, message
from kotipesa.periods import month_number
from kotipesa.report import read_facts
from kotipesa.report.checks import checks
from kotipesa.report.key_figures import paid_eur, savings, sensitivities
from kotipesa.report.legs import tonnages


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return write_sample(tmp_path / "plan")


def problems(directory: Path) -> list[tuple[str, str, int, str]]:
    """Give code, file, row and column of every problem of a directory."""
    with pytest.raises(InputError) as raised:
        read_facts(directory)
    return [(p.code, p.where.file, p.where.row, p.where.column) for p in raised.value.problems]


def rewrite(directory: Path, **changes: object) -> None:
    path = directory / "plan.json"
    written = json.loads(path.read_text())
    kept = {key: value for key, value in (written | changes).items() if value is not ...}
    path.write_text(json.dumps(kept))


def test_all_files_of_a_plan_become_facts(directory):
    facts = read_facts(directory)
    assert facts.plan.status == "optimal"
    assert facts.missing == ()
    assert (facts.first_month, facts.last_month) == (
        month_number("2026-03"),
        month_number("2029-02"),
    )
    assert len(facts.moves) == facts.plan.figure("moves")
    assert facts.moves["month"].min() >= facts.first_month
    assert sensitivities(facts) == {"partners": 4, "public": 4, "sealed": 4}


def test_a_directory_that_is_not_there_is_a_problem(tmp_path):
    assert [code for code, *_ in problems(tmp_path / "nowhere")] == ["plan_directory_missing"]


def test_an_empty_directory_lacks_every_needed_file(tmp_path):
    files = ["plan.json", "moves.csv", "stocks.csv", "balance.csv", "unmet.csv", "explain.csv"]
    assert problems(tmp_path) == [("plan_file_missing", name, 0, "") for name in files]


def test_plan_json_must_be_json_with_a_status(directory):
    (directory / "plan.json").write_text("{")
    assert problems(directory) == [("plan_file_unreadable", "plan.json", 0, "")]
    (directory / "plan.json").write_text("[1]")
    assert problems(directory) == [("plan_json_without_status", "plan.json", 0, "")]
    (directory / "plan.json").write_text('{"status": "optimal", "impact": [{"value": 1}]}')
    assert problems(directory) == [("plan_file_unreadable", "plan.json", 0, "")]


def test_a_table_without_a_column_names_the_column(directory):
    moves = pl.read_csv(directory / "moves.csv").drop("km", "tonnes")
    moves.write_csv(directory / "moves.csv")
    assert problems(directory) == [
        ("plan_column_missing", "moves.csv", 0, "tonnes"),
        ("plan_column_missing", "moves.csv", 0, "km"),
    ]


def test_a_wrong_cell_is_told_with_its_row_and_column(directory):
    rows = (directory / "stocks.csv").read_text().splitlines()
    rows[2] = rows[2].replace("2026", "soon", 1)
    rows[3] = rows[3].rpartition(",")[0] + ",much"
    (directory / "stocks.csv").write_text("\n".join(rows))
    assert problems(directory) == [
        ("plan_value_not_month", "stocks.csv", 3, "month"),
        ("plan_value_not_number", "stocks.csv", 4, "tonnes"),
    ]


def test_a_binary_file_is_a_problem_and_no_crash(directory):
    (directory / "unmet.csv").write_bytes(bytes(range(256)) * 20)
    assert {name for _, name, *_ in problems(directory)} == {"unmet.csv"}


def test_every_problem_has_words_in_every_language(tmp_path):
    with pytest.raises(InputError) as raised:
        read_facts(tmp_path)
    assert all(
        say(found, language)
        for found in raised.value.problems
        for say in (message, cure)
        for language in LANGUAGES
    )


def test_what_only_the_report_wants_may_be_missing(directory):
    (directory / "lots.csv").unlink()
    (directory / "facilities.csv").unlink()
    rewrite(directory, impact=..., factors=..., rests_on=..., start=..., baselines=...)
    facts = read_facts(directory)
    assert facts.missing == (
        *("start", "impact", "factors", "rests_on", "baselines"),
        *("lots.csv", "facilities.csv"),
    )
    assert facts.first_month == month_number("2026-03")
    assert savings(facts) == ()


def test_a_plan_that_cannot_be_made_needs_no_tables(tmp_path):
    reason = {"code": "lock", "fi": "Syy", "sv": "Orsak", "en": "Reason"}
    record = {"status": "infeasible", "objective_eur": None, "conflicts": [reason]}
    (tmp_path / "plan.json").write_text(json.dumps(record))
    facts = read_facts(tmp_path)
    assert not facts.has_solution
    assert [conflict.sv for conflict in facts.plan.conflicts] == ["Orsak"]


def test_tonnes_are_added_up_by_where_they_go(directory):
    facts = read_facts(directory)
    sums = tonnages(facts)
    moves, places = facts.moves, facts.facilities
    arriving = dict(moves.group_by("to_kind").agg(pl.col("tonnes").sum()).iter_rows())
    assert sums.hauled_t == pytest.approx(moves["tonnes"].sum())
    assert sums.reused_t + sums.sourced_t == pytest.approx(arriving["lot"])
    assert sums.recovered_t + sums.disposed_t == pytest.approx(arriving["outlet"])
    assert sums.virgin_t == facts.plan.figure("virgin_t")
    assert sums.unmet_have_t + sums.unmet_need_t == pytest.approx(facts.plan.figure("unmet_t"))
    assert places.filter(pl.col("role") == "source")["origin"].to_list() == ["virgin"]


def test_costs_paid_leave_reckoned_prices_out(directory):
    plan = read_facts(directory).plan
    expected = plan.figure("objective_eur") - plan.figure("unmet_eur")
    assert paid_eur(read_facts(directory)) == pytest.approx(expected)


def test_a_baseline_nobody_could_reckon_gives_no_saving(directory):
    rewrite(directory, baselines={"alone": None, "greedy": 2e9})
    assert [saving.against for saving in savings(read_facts(directory))] == ["greedy"]


def test_the_files_of_a_sound_plan_agree_with_plan_json(directory):
    found = checks(read_facts(directory))
    assert [check.id for check in found] == [
        *("lots", "objective_eur", "haul_eur", "tonne_km", "unmet_t", "end_stock_t")
    ]
    assert [check.id for check in found if not check.is_fine] == []


@pytest.mark.parametrize(
    ("name", "column", "caught"),
    [
        ("moves", "tonnes", {"lots", "tonne_km"}),
        ("moves", "eur", {"haul_eur"}),
        ("unmet", "tonnes", {"lots", "unmet_t"}),
    ],
)
def test_a_changed_cell_is_caught_by_the_sums(tmp_path, name, column, caught):
    directory = write_sample(tmp_path / "plan", lots=60)
    table = pl.read_csv(directory / f"{name}.csv")
    first = table[column][0]
    table = table.with_columns(
        pl.when(pl.int_range(pl.len()) == 0).then(first + 7.0).otherwise(column).alias(column)
    )
    table.write_csv(directory / f"{name}.csv")
    found = checks(read_facts(directory))
    assert {check.id for check in found if not check.is_fine} == caught
