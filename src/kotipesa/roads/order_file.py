# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep an elimination order on disk, so that a big road graph is ordered once in its life."""

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from kotipesa.arrays import Indices, Numbers

_log = logging.getLogger(__name__)
_STORED = np.dtype("<i4")


def cache_folder() -> Path | None:
    """Name the folder a user's caches belong in (XDG Base Directory); None without a home."""
    cache, home = os.environ.get("XDG_CACHE_HOME", ""), os.environ.get("HOME", "")
    if Path(cache).is_absolute():
        return Path(cache) / "kotipesa"
    return Path(home) / ".cache" / "kotipesa" if Path(home).is_absolute() else None


def fingerprint(*columns: Numbers | Indices) -> str:
    """Fingerprint what an order depends on: the places of the nodes and the arcs between them."""
    sha256 = hashlib.sha256()
    for column in columns:
        sha256.update(f"{column.dtype.str}{column.shape}".encode())
        sha256.update(np.ascontiguousarray(column).data)
    return sha256.hexdigest()


def kept_order(folder: Path | None, key: str, nodes: int, make: Callable[[], Indices]) -> Indices:
    """Read the order kept under ``key``, or make it and keep it.

    A folder that cannot be read or written, or a file that is no order of so many nodes, costs
    only time: it is logged and the order is made anew.
    """
    if folder is None:
        return make()
    path = folder / f"road-order-{key}.int32"
    order = _read(path, nodes)
    if order is None:
        order = make()
        _write(path, order)
    return order


def _read(path: Path, nodes: int) -> Indices | None:
    try:
        order = np.fromfile(path, dtype=_STORED)
    except FileNotFoundError:
        return None
    except OSError as failure:
        _log.warning("The road order %s cannot be read: %s", path, failure)
        return None
    if np.array_equal(np.sort(order), np.arange(nodes)):
        return np.asarray(order, dtype=np.int32)
    _log.warning("The file %s holds no order of %d nodes", path, nodes)
    return None


def _write(path: Path, order: Indices) -> None:
    """Write beside and move in place, so that nobody ever reads half an order."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as beside:
            part = Path(beside) / path.name
            order.astype(_STORED).tofile(part)
            part.replace(path)
    except OSError as failure:
        _log.warning("The road order cannot be kept in %s: %s", path.parent, failure)
