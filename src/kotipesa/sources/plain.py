# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell which texts of a long column are so plain that reading them one by one is no use."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from kotipesa.arrays import Flags, Numbers
from kotipesa.sources.limits import DEFAULT_LIMITS

FEW = 256
"""So many texts are read one by one just as fast."""
_SIGN = "0-9A-Za-zÀ-ÖØ-öø-ÿ"
_PLAIN_TEXT = rf"^[{_SIGN}](?:(?:[{_SIGN} .,:/()_-]|; )*[{_SIGN}.)])?$"
_PLAIN_NUMBER = r"^[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?$"


def plain_texts(texts: Sequence[str]) -> Flags:
    """Tell which texts are letters, digits and harmless signs, with no space at either end.

    Nothing is to be cleaned, composed or refused in them.
    """
    if len(texts) < FEW:
        return np.zeros(len(texts), dtype=np.bool_)
    column = _column(texts)
    is_short = column.str.len_bytes() <= DEFAULT_LIMITS.cell_chars
    return (column.str.contains(_PLAIN_TEXT) & is_short).to_numpy()


def plain_numbers(texts: Sequence[str]) -> tuple[Flags, Numbers]:
    """Tell which texts are plain numbers, and their values; nan for the others.

    None is when a comma stands in any of them: then a point may be something else.
    """
    nothing = np.zeros(len(texts), dtype=np.bool_), np.full(len(texts), np.nan)
    if len(texts) < FEW:
        return nothing
    column = _column(texts)
    if column.str.contains(",", literal=True).any():
        return nothing
    is_plain = column.str.contains(_PLAIN_NUMBER)
    values = column.set(~is_plain, None).cast(pl.Float64).fill_null(np.nan)
    return is_plain.to_numpy(), values.to_numpy()


def _column(texts: Sequence[str]) -> pl.Series:
    return pl.Series(texts, dtype=pl.String)
