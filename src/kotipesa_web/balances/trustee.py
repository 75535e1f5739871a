# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read a whole region as its trustee, and make of it the balances people may read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from django.db import transaction

from kotipesa.errors import Problem, problem
from kotipesa_web.balances.choices import Audience
from kotipesa_web.balances.contents import Contents, published
from kotipesa_web.balances.engine import Reading, Told, weigh_region
from kotipesa_web.balances.models import BalanceBasis
from kotipesa_web.balances.queries import fingerprint_of, projects_of
from kotipesa_web.balances.rules import may_tell_anew, open_grades
from kotipesa_web.balances.weighed import Weighed, packed, unpacked
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots.engine import snapshot
from kotipesa_web.lots.models import Lot
from kotipesa_web.lots.snapshot import engine_ids, live_lots
from kotipesa_web.places.models import Region

READ_FOR_BALANCE = "read_for_balance"


@dataclass(frozen=True, slots=True)
class Taken:
    """A region at one moment: its tables, whose each lot was, and what tells these rows apart."""

    snapshot: bytes
    told: dict[str, Told]
    fingerprint: str
    projects: tuple[int, int]


@dataclass(frozen=True, eq=False, slots=True)
class Made:
    """The balances of a region for both audiences, and the protected lots each counts."""

    reading: Reading
    contents: dict[Audience, Contents]
    protected: dict[Audience, Weighed]


def take(viewer: Viewer, region: Region) -> Taken:
    """Read every row a balance rests on; each owner of sealed lots finds a line in the audit."""
    with transaction.atomic():
        fields = ("code", "pk", "owner_id", "sensitivity")
        ids = engine_ids(region)[Lot]
        told = {
            ids.get(rest[0], code): Told(*rest)
            for code, *rest in live_lots(region).values_list(*fields)
        }
        taken = Taken(
            snapshot(region).content, told, fingerprint_of(region.pk), projects_of(region.pk)
        )
        _record_reads(viewer, region)
    return taken


def _record_reads(viewer: Viewer, region: Region) -> None:
    """Write one line an owner: a line a lot would bury the log, for balances are made often."""
    sealed = live_lots(region).filter(sensitivity=Sensitivity.SEALED).order_by("owner_id", "pk")
    count: dict[int, int] = defaultdict(int)
    first: dict[int, Lot] = {}
    for lot in sealed.only("pk", "code", "owner_id", "region_id", "sensitivity").iterator():
        count[lot.owner_id] += 1
        first.setdefault(lot.owner_id, lot)
    for owner, lot in first.items():
        if not viewer.owns(owner):
            record(viewer, action=READ_FOR_BALANCE, row=lot, after={"sealed_lots": count[owner]})


def make(taken: Taken, region: Region) -> Made:
    """Weigh what was taken, and work out what each audience may be told.

    Raises InputError with what is wrong in the rows.
    """
    reading = weigh_region(taken.snapshot, taken.told)
    basis = BalanceBasis.objects.filter(region=region).first()
    made = Made(reading, {}, {})
    for audience in Audience:
        is_open = np.isin(reading.lots.grade, open_grades(audience))
        protected = reading.lots.only(~is_open)
        if basis is not None:
            before = Weighed(**unpacked(getattr(basis, f"told_{audience}")))
            protected = _held_back(before, protected, reading.lots)
        made.protected[audience] = protected
        made.contents[audience] = published(
            reading.lots.only(is_open),
            protected,
            reading.start,
            reading.months,
            region.municipalities,
        )
    return made


def _held_back(before: Weighed, now: Weighed, every: Weighed) -> Weighed:
    """Give the protected lots to count: as they are, or as they were while too few have changed.

    What was opened meanwhile is counted as open, and no longer here.
    """
    if may_tell_anew(_changed_t(before, now)):
        return now
    opened = np.setdiff1d(every.pk, now.pk)
    return before.only(~np.isin(before.pk, opened))


def _changed_t(before: Weighed, now: Weighed) -> Iterable[float]:
    """Give for each owner whose lots changed how many tonnes were added, altered or taken away."""
    old, new = _rows(before), _rows(now)
    changed: dict[int, float] = defaultdict(float)
    for owner, mid_t, *_rest in old ^ new:
        changed[owner] += mid_t
    return changed.values()


def _rows(lots: Weighed) -> set[tuple[Any, ...]]:
    rest = [column for name, column in lots.columns.items() if name not in {"owner", "mid_t"}]
    columns = [lots.owner, lots.mid_t, *rest]
    return set(zip(*(column.tolist() for column in columns), strict=True))


def as_basis(made: Made, fingerprint: str) -> dict[str, object]:
    """Give the fields of the basis."""
    return {
        "fingerprint": fingerprint,
        "start": made.reading.start,
        "months": made.reading.months,
        "lots": packed(made.reading.lots.columns),
        **{f"told_{a}": packed(lots.columns) for a, lots in made.protected.items()},
    }


def digest(content: bytes, *more: object) -> str:
    """Tell one balance from another."""
    return sha256(content + repr(more).encode()).hexdigest()


def without_rows(problems: Iterable[Problem]) -> list[Problem]:
    """Say that rows are unsound without telling which: they may be sealed."""
    return [problem("plan_rows_unsound", count=len([*problems]))]
