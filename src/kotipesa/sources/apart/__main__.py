# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Be the child: give up what a parser does not need, parse one file, send the answer, die.

Started by its path, with no path to any package; the parent sends its own.
"""

import ctypes
import gc
import json
import os
import resource
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

PARSED, REFUSED = b"+", b"-"
UNNEEDED = ("pandas", "geopandas", "pyarrow")
"""Libraries that ours would load if they were there; parsers need none of them."""
_NEW_USER, _NEW_NETWORK = 0x1000_0000, 0x4000_0000


def main(order: dict[str, Any]) -> None:
    """Carry out an order; the answer goes to what was the standard output, all else to nowhere."""
    answer = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    gc.disable()
    leave_network()
    confine(order["limits"])
    sys.path[:] = order["import_paths"]
    for name in UNNEEDED:
        sys.modules[name] = None  # type: ignore[assignment] # not to be found
    with os.fdopen(answer, "wb") as out:
        for piece in answered(order):
            out.write(piece)
    os._exit(0)  # libraries that tidy up now could only spoil it


def leave_network() -> None:
    """Move to a network of our own without any way out, where Linux lets us."""
    if sys.platform == "linux":
        owner = 0 if os.geteuid() == 0 else _NEW_USER
        ctypes.CDLL(None).unshare(owner | _NEW_NETWORK)


def confine(limits: dict[str, int]) -> None:
    """Set the limits of the system; what it does not know (macOS: memory) it refuses or ignores."""
    wanted = {
        resource.RLIMIT_AS: limits["memory_bytes"],
        resource.RLIMIT_CPU: limits["cpu_s"],
        resource.RLIMIT_NOFILE: limits["open_files"],
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, wished in wanted.items():
        hard = resource.getrlimit(kind)[1]
        allowed = wished if hard == resource.RLIM_INFINITY else min(wished, hard)
        killing = hard if kind == resource.RLIMIT_CPU else allowed
        try:
            resource.setrlimit(kind, (allowed, killing))
        except (ValueError, OSError):
            if sys.platform == "linux":
                raise


def answered(order: dict[str, Any]) -> tuple[bytes, bytes]:
    """Parse, and give the mark of the outcome with what belongs to it."""
    # The limits must hold before the first library is loaded.
    from kotipesa.sources.apart.packing import pack  # noqa: PLC0415
    from kotipesa.sources.apart.refusal import RefusedError  # noqa: PLC0415

    module, _, function = order["function"].partition(":")
    parse = getattr(import_module(module), function)
    try:
        return PARSED, pack(parse(Path(order["path"]), **order["options"]))
    except RefusedError as refused:
        return REFUSED, _said(refused.code, **refused.params)
    except MemoryError:
        return REFUSED, _said("parser_out_of_memory", limit=order["limits"]["memory_bytes"] >> 20)
    except Exception as fault:  # noqa: BLE001 - whatever a parser meets, the parent says it
        return REFUSED, _said("parser_crashed", reason=f"{type(fault).__name__}: {fault}")


def _said(code: str, **params: object) -> bytes:
    return json.dumps({"code": code, "params": {k: str(v) for k, v in params.items()}}).encode()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
