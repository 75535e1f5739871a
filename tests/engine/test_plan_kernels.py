# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compile and keep inner loops."""

import json
import subprocess
import sys

import numpy as np

from kotipesa.plan.kernels import KERNELS, kernel


@kernel
def _halved(values: np.ndarray) -> np.ndarray:
    out = np.empty_like(values)
    for place in range(len(values)):
        out[place] = values[place] / 2
    return out


def test_a_kernel_does_what_its_python_does():
    values = np.array([2.0, 3.0, np.inf])
    assert _halved(values).tolist() == [1.0, 1.5, np.inf]
    assert _halved.py_func(values).tolist() == [1.0, 1.5, np.inf]


def test_kernels_are_listed_so_that_set_up_can_be_held_to_them():
    assert _halved in KERNELS


_WARMED = """
import json
from kotipesa.plan import make_plan
from kotipesa.plan.kernels import KERNELS
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.generation import solve
from kotipesa.testing import random_region
from kotipesa.testing.warm import warm

def counts():
    called = [k for k in KERNELS if not k.__name__.startswith("_")]
    return {f"{k.__module__}.{k.__name__}": len(k.signatures) for k in called}

warm()
warmed = counts()
for seed in range(6):
    make_plan(random_region(seed))
    solve(build_problem(random_region(seed)), network_from=0)
print(json.dumps([warmed, counts()]))
"""


def test_warming_compiles_every_kernel_once_and_plans_need_no_other_kinds():
    done = subprocess.run([sys.executable, "-c", _WARMED], capture_output=True, check=True)
    warmed, after_plans = json.loads(done.stdout)
    assert set(warmed.values()) == {1}
    assert after_plans == warmed
