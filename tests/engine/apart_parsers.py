# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Parsers that do what hostile files make parsers do."""

import os
import resource
import signal
import socket
import sys
import time
from pathlib import Path

import numpy as np

from kotipesa.sources.apart import RefusedError


def echo(path: Path, **options):
    lines = path.read_text(encoding="utf-8").splitlines()
    return {
        "text": np.array(lines, dtype=object),
        "bytes": np.array([line.encode() for line in lines], dtype=object),
        "length": np.array([len(line) for line in lines], dtype=np.int64),
        "grid": np.arange(6, dtype=np.float64).reshape(2, 3),
        "is_long": np.array([len(line) > 3 for line in lines]),
        "options": options,
    }


def refuse(path: Path):
    raise RefusedError("zip_bomb", reason=f"{path.name} \x1b[31m")


def stumble(path: Path):
    message = f"no sense in {path.name}"
    raise ValueError(message)


def crash(path: Path):
    signal.raise_signal(signal.SIGSEGV)
    return {"path": str(path)}


def exhaust_memory(path: Path):
    return {"much": np.ones(path.stat().st_size << 30)}


def exhaust_processor(path: Path):
    while path:
        pass


def sleep(path: Path):
    time.sleep(path.stat().st_size * 60)


def talk_nonsense(path: Path):
    os.write(1, path.read_bytes())
    return {"plain": 1}


def boast(path: Path):
    return {"much": np.zeros(path.stat().st_size << 20, dtype=np.uint8)}


def look_around(path: Path):
    return {
        "environment": sorted(os.environ),
        "heavy": sorted(
            {"pandas", "polars", "pyogrio", "lxml"} & {*filter(sys.modules.get, sys.modules)}
        ),
        "written": _tried(lambda: (path.parent / "new").write_text("x", encoding="utf-8")),
        "called": _tried(lambda: socket.create_connection(("127.0.0.1", 9), timeout=1)),
        "files": resource.getrlimit(resource.RLIMIT_NOFILE)[0],
    }


def _tried(action):
    try:
        action()
    except OSError as fault:
        return type(fault).__name__
    return "done"
