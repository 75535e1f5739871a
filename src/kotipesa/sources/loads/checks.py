# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Check the rows of loads one by one: days that have not come, odd waste codes, gaps."""

import re
from datetime import date

import numpy as np

from kotipesa.errors import Where, problem
from kotipesa.sources.batch import Batch
from kotipesa.sources.distinct import by_distinct

_WASTE_CODE = re.compile(r"\d\d ?\d\d ?\d\d ?\*?")
SIIRTO_FIELDS = (
    *("document", "date", "from", "to", "holder", "carrier", "receiver"),
    *("waste_code", "waste_description", "tonnes", "treatment"),
)
"""What a transfer document must say, of what we can hold (decree 978/2021)."""


def check_rows(batch: Batch, today: date | None) -> None:
    """Refuse loads of days to come, and waste codes that are none.

    A file in which every load is to come is a rehearsal: it is read, and a note says so.
    """
    if today is not None:
        last = today.isoformat()
        ahead = by_distinct(batch["date"], lambda day: day > last[: len(day)], np.bool_)
        if (ahead & batch.is_good).any() and ahead[batch.is_good].all():
            batch.problems.append(problem("loads_all_in_future", Where(batch.raw.file), today=last))
        else:
            batch.refuse_where(ahead & batch.is_good, "load_in_future", "date", today=last)
    codes = batch["waste_code"]
    wrong = by_distinct(codes, lambda code: bool(code) and not _is_waste_code(code), np.bool_)
    batch.refuse_where(wrong & batch.is_good, "bad_waste_code", "waste_code")


def note_document_gaps(batch: Batch) -> None:
    """Note, field by field, how many rows lack what a transfer document must say."""
    for name in SIIRTO_FIELDS:
        lacking = np.flatnonzero(~batch.is_given[name])
        if len(lacking):
            where = batch.where(int(lacking[0]), name)
            batch.problems.append(problem("transfer_field_missing", where, count=len(lacking)))


def _is_waste_code(text: str) -> bool:
    return _WASTE_CODE.fullmatch(text) is not None
