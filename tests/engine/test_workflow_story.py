# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the recipes of the workflow: what each reads, tells on the way, and leaves behind."""

import json

import pytest
from cli_run import files_of, locked_too_much, tiny_folder

from kotipesa.errors import InfeasibleError, InputError, UsageError
from kotipesa.plan import make_plan
from kotipesa.testing import audit, tiny
from kotipesa.workflow.balancing import balance_region
from kotipesa.workflow.keeping_in_step import estimate_into
from kotipesa.workflow.planning import explain_lot, plan_region


class Listener:
    """Remember every stage and round."""

    def __init__(self):
        self.stages, self.rounds = [], []

    def stage(self, name):
        """Remember a stage."""
        self.stages.append(name)

    def round(self, number, cost_eur, bound_eur):
        """Remember a round, and whether its bound lay below its cost."""
        self.rounds.append((number, bound_eur <= cost_eur * (1 + 1e-9)))


def test_a_region_is_read_planned_and_written_and_the_watcher_hears_it(tmp_path):
    heard = Listener()
    region = tiny_folder(tmp_path / "tiny")
    plan = plan_region(region, tmp_path / "plan", watcher=heard)
    assert heard.stages == ["read", "plan", "write"]
    assert heard.rounds
    assert all(is_below for _, is_below in heard.rounds)
    assert audit(plan.region, tmp_path / "plan") == ()
    assert plan.objective_eur == make_plan(tiny()).objective_eur


def test_a_plan_that_cannot_be_leaves_its_reasons(tmp_path):
    with pytest.raises(InfeasibleError) as reasons:
        plan_region(locked_too_much(tmp_path / "tiny"), tmp_path / "plan")
    written = json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))
    assert [one["code"] for one in written["conflicts"]] == [
        found.code for found in reasons.value.problems
    ]


def test_a_folder_in_use_is_refused_before_anything_is_read(tmp_path):
    heard = Listener()
    region = tiny_folder(tmp_path / "tiny")
    with pytest.raises(UsageError):
        plan_region(region, region, watcher=heard)
    assert heard.stages == []


def test_an_unknown_lot_is_refused_before_anything_is_planned(tmp_path):
    heard = Listener()
    with pytest.raises(InputError):
        explain_lot(tiny_folder(tmp_path / "tiny"), "zz", watcher=heard)
    assert heard.stages == ["read"]


def test_bad_areas_stop_a_balance(tmp_path):
    areas = tmp_path / "areas.geojson"
    areas.write_text("{}", encoding="utf-8")
    with pytest.raises(InputError):
        balance_region(tiny_folder(tmp_path / "tiny"), areas=areas)


def test_an_estimate_without_districts_leaves_nothing(tmp_path):
    with pytest.raises(UsageError):
        estimate_into([tmp_path / "list.csv"], tmp_path / "region")
    assert files_of(tmp_path) == {}
