# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Refuse changes of what is not there, and those that nobody can plan with."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from kotipesa.arrays import Texts
from kotipesa.errors import Problem, UsageError, Where, problem
from kotipesa.region.schema import SETTINGS, setting_columns
from kotipesa.region.tables import Settings
from kotipesa.sources import cell_text, nearest, read_value

_NUMBERS, _UNSET = ("number", "positive", "count"), (None, np.inf)


def refuse_unknown(known: Texts, asked: Sequence[str]) -> None:
    """Raise UsageError for ids that are not there."""
    unknown = sorted(set(asked) - set(known.tolist()))
    if unknown:
        raise UsageError([problem("change_of_unknown", id=name) for name in unknown])


def refuse_unclear(amounts_t: Mapping[str, float], settings: Mapping[str, Any]) -> None:
    """Raise UsageError for negative tonnes and prices, what is no number, and unknown settings."""
    if found := [*_unclear_amounts(amounts_t), *_unclear_settings(settings)]:
        raise UsageError(found)


def _unclear_amounts(amounts_t: Mapping[str, float]) -> Iterator[Problem]:
    ids, tonnes = list(amounts_t), np.array(list(amounts_t.values()), dtype=np.float64)
    for row in np.flatnonzero(~(np.isfinite(tonnes) & (tonnes >= 0))).tolist():
        where = Where("lots", column="amount", value=f"{ids[row]}: {tonnes[row]:g}")
        yield problem("negative_number" if tonnes[row] < 0 else "bad_number", where)


def _unclear_settings(settings: Mapping[str, Any]) -> Iterator[Problem]:
    known, columns = [setting.name for setting in fields(Settings)], setting_columns()
    for key, value in settings.items():
        column, where = columns.get(key), Where(SETTINGS, column=key, value=str(value))
        if key not in known:
            yield problem("unknown_setting", where, key=key, nearest=nearest(key, known))
        elif column and column.type in _NUMBERS and value not in _UNSET:
            read = read_value(cell_text(value), column)
            if isinstance(read, Problem):
                yield replace(read, where=where)
