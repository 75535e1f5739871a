# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Map a function over pieces of work; workers that die cost their pieces a second try."""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from kotipesa.errors import InternalError, problem
from kotipesa.scenarios.sweep.backends import Backend, Result, Work, opened
from kotipesa.scenarios.sweep.kept import KeptResults

Heard = Callable[[int, int, float | None], None]
"""Hear how many pieces are done, of how many, and the seconds left; raise to cancel."""

_BREAKDOWNS = 3  # breakdowns one after the other, without a result between, that end a sweep


@dataclass(frozen=True, slots=True)
class Sweep:
    """Where work is carried out: see ``backends.opened``."""

    url: str = ""
    processes: int = 1

    def map(
        self, work: Work, shared: object, pieces: Sequence[int]
    ) -> Generator[tuple[int, Result], None, None]:
        """Yield every piece with its result, as they come.

        When workers die the pieces they had are given to new ones; raises InternalError when that
        helps no more. Closing the iterator drops what has not begun.
        """
        left = list(pieces)
        breakdowns = 0
        while left:
            done: set[int] = set()
            try:
                with closing(opened(self.url, self.processes, work, shared)) as backend:
                    for piece, result in _as_done(backend, left):
                        done.add(piece)
                        yield piece, result
            except BrokenExecutor as fault:
                breakdowns = 1 if done else breakdowns + 1
                if breakdowns == _BREAKDOWNS:
                    lost = problem("sweep_workers_died", count=len(left) - len(done))
                    raise InternalError([lost]) from fault
            left = [piece for piece in left if piece not in done]

    def into(
        self, kept: KeptResults, work: Work, shared: object, pieces: Sequence[int], heard: Heard
    ) -> None:
        """Carry out what is not kept yet, and keep it as it comes."""
        missing = [piece for piece in pieces if piece not in kept.results]
        begun = time.monotonic()
        heard(len(pieces) - len(missing), len(pieces), None)
        with closing(self.map(work, shared, missing)) as results:
            for count, (piece, result) in enumerate(results, start=1):
                kept.add(piece, result)
                seconds = (time.monotonic() - begun) / count * (len(missing) - count)
                heard(len(pieces) - len(missing) + count, len(pieces), seconds)
        kept.settle()


def _as_done(backend: Backend, pieces: Sequence[int]) -> Iterator[tuple[int, Result]]:
    """Keep every worker busy, with one piece more to begin at once; the first done come first."""
    waiting = iter(pieces)
    running: dict[Future[Result], int] = {}
    while True:
        free = 2 * backend.width - len(running) if backend.width > 1 else 1
        running |= {backend.submit(piece): piece for piece in islice(waiting, free)}
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in sorted(done, key=running.__getitem__):
            yield running.pop(future), future.result()
