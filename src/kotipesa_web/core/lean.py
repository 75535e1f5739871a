# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Read rows without making models of them: a page of a list takes a seventh of the time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import make_dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

from django.db.models import Model, QuerySet

from kotipesa_web.core.permissions import may
from kotipesa_web.core.prepared import Rows, prepared
from kotipesa_web.core.viewer import Viewer

CHUNK = 2_000


class Lean:
    """What is read of rows: fields of their own, and of rows they refer to (``site__code``).

    A row so read has these by name, and ``pk``; what it refers to is such a row too, or None.
    ``site`` itself may be named among its own: it says no more than ``site__code`` beside it.
    """

    def __init__(self, model: type[Model], *paths: str) -> None:
        """Part the fields by the rows that have them."""
        others: dict[str, list[str]] = {}
        for other, _, name in (path.rpartition("__") for path in paths if "__" in path):
            others.setdefault(other, ["pk"]).append(name)
        own = ["pk", *(path for path in paths if "__" not in path and path not in others)]
        ends = accumulate(map(len, others.values()), initial=len(own))
        self.model = model
        self.paths = (*own, *(f"{one}__{name}" for one, names in others.items() for name in names))
        self._row, self._width = make_dataclass("Row", [*own, *others], slots=True), len(own)
        self._others = [
            (make_dataclass(other, names, slots=True), slice(*cut))
            for (other, names), cut in zip(others.items(), pairwise(ends), strict=True)
        ]

    def of(self, rows: "QuerySet[Any]") -> Iterator[Any]:
        """Read rows in their order, a few thousand at a time."""
        found = rows.select_related(None).values_list(*self.paths)
        return map(self._read, found.iterator(chunk_size=CHUNK))

    def seen(self, viewer: Viewer, action: str, pks: Sequence[int]) -> list[Any]:
        """Read those of the rows of these ids that the viewer sees by an action, in their order."""
        rows = map(self._read, self._by_ids([*pks]) if pks else ())
        found = {row.pk: row for row in rows if may(viewer, action, row)}
        return [found[pk] for pk in pks if pk in found]

    @cached_property
    def _by_ids(self) -> "Callable[..., Rows]":
        rows = self.model._default_manager.order_by().values_list(*self.paths)  # noqa: SLF001
        return prepared(lambda pks: rows.filter(pk__in=[pks]))

    def _read(self, values: tuple[Any, ...]) -> Any:
        others = (
            row(*values[cut]) if values[cut.start] is not None else None
            for row, cut in self._others
        )
        return self._row(*values[: self._width], *others)
