# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compile and keep inner loops."""

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
