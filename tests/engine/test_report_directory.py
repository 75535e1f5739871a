# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the plan directory: whole or not at all, recounted from its own files."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kotipesa.errors import InfeasibleError, InternalError, UsageError, problem
from kotipesa.plan import make_plan
from kotipesa.plan.problem.build import build_problem
from kotipesa.report.directory import PLAN_FILES, write_plan, write_refusal
from kotipesa.testing import tiny, tiny_tables

CONTRACT = {
    "status",
    "objective_eur",
    "lower_bound_eur",
    "gap",
    "haul_eur",
    "facility_eur",
    "storage_eur",
    "carbon_eur",
    "fixed_eur",
    "unmet_eur",
    "unmet_t",
    "process_loss_t",
    "end_stock_t",
    "recovery_share",
    "virgin_t",
    "opened",
    "moves",
    "tonne_km",
    "litres",
    "kgco2e",
    "max_residual_t",
    "seconds",
    "baselines",
    "unverified",
    "vocab_version",
    "engine_version",
    "input_sha256",
}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_plan_directory_holds_every_file_of_the_contract(tmp_path: Path):
    write_plan(make_plan(tiny()), tmp_path / "plan")
    assert set(files(tmp_path / "plan")) == PLAN_FILES
    written = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    assert set(written) >= CONTRACT
    assert set(written["baselines"]) == {"alone", "greedy"}
    assert written["max_residual_t"] < 1e-6
    parts = ("haul_eur", "facility_eur", "storage_eur", "carbon_eur", "fixed_eur", "unmet_eur")
    assert written["objective_eur"] == pytest.approx(sum(written[name] for name in parts))


def test_the_same_region_writes_the_same_bytes(tmp_path: Path):
    for name in ("one", "two"):
        write_plan(make_plan(tiny()), tmp_path / name, for_people=False)
    one, two = files(tmp_path / "one"), files(tmp_path / "two")
    records = [json.loads(one.pop("plan.json")), json.loads(two.pop("plan.json"))]
    timeless = [{k: v for k, v in record.items() if k != "seconds"} for record in records]
    assert one == two
    assert timeless[0] == timeless[1]


def test_a_plan_replaces_an_earlier_plan_and_leaves_nothing_beside_it(tmp_path: Path):
    plan = make_plan(tiny())
    write_refusal(plan.region, InfeasibleError([]), tmp_path / "plan")
    write_plan(plan, tmp_path / "plan", for_people=False)
    assert "moves.csv" in files(tmp_path / "plan")
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_what_a_killed_writer_left_is_cleared_and_its_earlier_plan_comes_back(tmp_path: Path):
    directory, other = tmp_path / "plan", tmp_path / ".plan.notes"
    other.mkdir()
    write_plan(make_plan(tiny()), directory, for_people=False)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f".plan.{ended.pid}.partial").mkdir()
    directory.rename(tmp_path / f".plan.{ended.pid}.old")
    plan = make_plan(tiny())
    with pytest.raises(InternalError):
        write_plan(replace(plan, tonnes=plan.tonnes * 0.99), directory)
    assert sorted(tmp_path.iterdir()) == [other, directory]
    assert (directory / "plan.json").is_file()


def test_what_a_writer_at_work_has_beside_stays(tmp_path: Path):
    beside = tmp_path / f".plan.{os.getppid()}.partial"
    beside.mkdir()
    write_plan(make_plan(tiny()), tmp_path / "plan", for_people=False)
    assert beside.is_dir()


def test_a_folder_with_other_files_is_never_replaced(tmp_path: Path):
    (tmp_path / "lots.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "thesis.docx").write_text("mine too", encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        write_plan(make_plan(tiny()), tmp_path)
    assert [p.code for p in raised.value.problems] == ["directory_not_a_plan"]
    assert files(tmp_path) == {"lots.csv": b"mine", "thesis.docx": b"mine too"}


def test_a_plan_whose_files_lose_tonnes_is_refused_and_nothing_is_written(tmp_path: Path):
    plan = make_plan(tiny())
    leaking = replace(plan, tonnes=plan.tonnes * 0.99)
    with pytest.raises(InternalError) as raised:
        write_plan(leaking, tmp_path / "plan")
    assert [p.code for p in raised.value.problems] == ["plan_leaks"]
    assert list(tmp_path.iterdir()) == []


def test_an_infeasible_plan_says_why_in_three_languages(tmp_path: Path):
    draft = tiny_tables()
    draft.tables["locked"] = [
        {
            "from_kind": "lot",
            "from_id": "a",
            "to_kind": "lot",
            "to_id": "g",
            "month": "2026-02",
            "tonnes": 1000,
        }
    ]
    region = draft.region()
    with pytest.raises(InfeasibleError) as raised:
        make_plan(region)
    write_refusal(region, raised.value, tmp_path / "plan")
    written = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    assert written["status"] == "infeasible"
    assert [conflict["code"] for conflict in written["conflicts"]] == ["lock_over_amount"]
    assert set(written["conflicts"][0]) == {"code", "fi", "sv", "en"}


def test_a_plan_that_fails_its_certificate_is_an_error_and_no_plan(tmp_path: Path):
    plan = make_plan(tiny())
    law = problem("certificate_fails", law="least_t", found="50", allowed="1e-06")
    write_refusal(plan.region, InternalError([law]), tmp_path / "plan")
    written = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    assert (written["status"], written["objective_eur"]) == ("error", None)
    assert [conflict["code"] for conflict in written["conflicts"]] == ["certificate_fails"]
    assert set(files(tmp_path / "plan")) == {"plan.json"}


def test_a_plan_says_what_its_certificate_found(tmp_path: Path):
    write_plan(make_plan(tiny()), tmp_path / "plan", for_people=False)
    written = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    found = written["certificate"]
    assert found["objective_eur"] == written["objective_eur"]
    assert found["bound_eur"] == pytest.approx(written["lower_bound_eur"], rel=1e-12)
    assert (found["forbidden"], found["artificial_t"]) == (0, 0.0)
    assert found["residual_t"] < 1e-6


def test_order_of_lots_changes_nothing_in_the_problem():
    draft = tiny_tables()
    forwards = build_problem(draft.region())
    draft.tables["lots"] = draft.tables["lots"][::-1]
    backwards = build_problem(draft.region())
    for built in (forwards, backwards):
        ids = built.region.lots.id
        names = [*ids[built.haves.lot], *ids[built.needs.lot]]
        assert names == [*sorted(ids[built.haves.lot]), *sorted(ids[built.needs.lot])]
