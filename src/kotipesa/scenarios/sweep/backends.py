# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Carry pieces of work out here, in processes of this machine, or on a cluster named by a URL."""

import os
import pickle
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context, parent_process
from typing import Any, Protocol

from kotipesa.errors import UsageError, problem

Result = dict[str, Any]
Work = Callable[[Any, int], Result]
"""A function of a module: what all pieces share, the piece; the answer depends on nothing else."""


class Backend(Protocol):
    """Whoever carries work out; width: pieces at a time."""

    width: int

    def submit(self, piece: int) -> "Future[Result]":
        """Begin a piece, or let it wait for its turn."""

    def close(self) -> None:
        """Drop what has not begun, and end."""


def opened(url: str, processes: int, work: Work, shared: object) -> Backend:
    """Open the backend of a URL: '' for this machine, dask://HOST:PORT, ray://HOST:PORT.

    processes: on this machine; one does the work in this process. Raises UsageError for a URL of
    nothing we know, and where the library it needs is not installed.
    """
    if not url:
        return _Processes(work, shared, processes) if processes > 1 else _Here(work, shared)
    kind, _, address = url.partition("://")
    if kind not in _CLUSTERS or not address:
        raise UsageError([problem("backend_unknown", url=url)])
    make, library = _CLUSTERS[kind]
    if find_spec(library) is None:
        raise UsageError([problem("backend_not_installed", url=url, library=library)])
    return make(work, shared, address)


class _Here:
    """This process, one piece after the other."""

    width = 1

    def __init__(self, work: Work, shared: object) -> None:
        self._work, self._shared = work, shared

    def submit(self, piece: int) -> "Future[Result]":
        done: Future[Result] = Future()
        done.set_result(self._work(self._shared, piece))
        return done

    def close(self) -> None:
        """End; nothing waits."""


class _Processes:
    """Processes of this machine, which start with nothing and are sent what is shared once."""

    def __init__(self, work: Work, shared: object, processes: int) -> None:
        self.width = processes
        self._pool = ProcessPoolExecutor(
            processes,
            mp_context=get_context("spawn"),
            initializer=_begin,
            initargs=(pickle.dumps((work, shared)),),
        )

    def submit(self, piece: int) -> "Future[Result]":
        return self._pool.submit(_carry_out, piece)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)


class _Dask:
    """A dask cluster; LOCAL is one of this machine."""

    def __init__(self, work: Work, shared: object, address: str) -> None:
        client_of = import_module("distributed").Client
        where = {} if address == "local" else {"address": address}
        self._client = client_of(**where, set_as_default=False)
        self.width = max(1, sum(self._client.nthreads().values()))
        packed = pickle.dumps((work, shared))
        self._packed = self._client.scatter(packed, broadcast=True, hash=False)
        self._executor = self._client.get_executor(pure=False)

    def submit(self, piece: int) -> "Future[Result]":
        future: Future[Result] = self._executor.submit(_carry_out_of, self._packed, piece)
        return future

    def close(self) -> None:
        self._executor.shutdown(wait=False)
        self._client.close()


class _Ray:
    """A ray cluster; LOCAL is one of this machine."""

    def __init__(self, work: Work, shared: object, address: str) -> None:
        self._ray = import_module("ray")
        where = {} if address == "local" else {"address": f"ray://{address}"}
        self._ray.init(**where, log_to_driver=False)
        self.width = max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        self._remote = self._ray.remote(_carry_out_of)
        self._packed = self._ray.put(pickle.dumps((work, shared)))

    def submit(self, piece: int) -> "Future[Result]":
        future: Future[Result] = self._remote.remote(self._packed, piece).future()
        return future

    def close(self) -> None:
        self._ray.shutdown()


_CLUSTERS: dict[str, tuple[Callable[[Work, object, str], Backend], str]] = {
    "dask": (_Dask, "distributed"),
    "ray": (_Ray, "ray"),
}

_given: tuple[Work, object]


def _begin(packed: bytes) -> None:
    """Be a worker: leave Ctrl-C to the parent, end when it does, and unpack what is shared."""
    global _given  # noqa: PLW0603 - what a worker of a pool shares has no other place
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _given = pickle.loads(packed)  # noqa: S301 - from our own parent


def _end_with_parent() -> None:
    """Wait for the parent's end, and follow: an orphan would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _carry_out(piece: int) -> Result:
    work, shared = _given
    return work(shared, piece)


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> tuple[Work, object]:
    """Unpack once in each process; arrays of clusters' own could not be written to."""
    work, shared = pickle.loads(packed)  # noqa: S301 - from the process that opened the cluster
    return work, shared


def _carry_out_of(packed: bytes, piece: int) -> Result:
    work, shared = _unpacked(packed)
    return work(shared, piece)
