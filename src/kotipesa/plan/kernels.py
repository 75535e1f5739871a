# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Compile the inner loops of the solver: ``@kernel`` above a function of arrays and numbers.

A kernel is compiled for the machine at its first call and kept beside its file, or in the user's
cache folder where that cannot be written; set-up makes those first calls (``testing.warm``). So:

- give every kernel the same kinds of arguments always: C-contiguous, writable arrays of float64,
  int32, int64 or bool, and plain numbers (another kind is another compilation, while a user waits);
- let Python call only those without an underscore: each must be called once by what set-up runs;
- call only kernels of the same file: a kept kernel is thrown away when its own file changes, not
  when another does;
- keep the arithmetic in its written order, for the same input must give the same bytes: no fast
  mathematics, no threads. Dividing by zero gives inf or nan, as in NumPy.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

_Function = TypeVar("_Function", bound=Callable[..., Any])

KERNELS: list[Any] = []
"""Every kernel of the modules imported so far, so that a test can see them all warmed."""


def kernel(function: _Function) -> _Function:
    """Compile a function at its first call, and keep what was compiled for the next process."""
    compiled = njit(cache=True, error_model="numpy", nogil=True)(function)
    KERNELS.append(compiled)
    return cast("_Function", compiled)
