# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask a child process to parse a file, and turn whatever becomes of it into an answer."""

import json
import os
import selectors
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kotipesa.errors import Problem, Where, problem
from kotipesa.sources.apart import __main__ as child_main
from kotipesa.sources.apart.limits import DEFAULT_APART_LIMITS, ApartLimits
from kotipesa.sources.apart.packing import BrokenAnswerError, unpack
from kotipesa.sources.apart.parsers import PARSERS
from kotipesa.sources.limits import DEFAULT_LIMITS, MEBIBYTE, Limits, shown, size_problem

_REASON_CHARS = 200
_LAST_WORDS_BYTES = 4_096
_CHUNK_BYTES = MEBIBYTE
_ALONE = ("-I", "-S", "-B", "-X", "utf8")
_KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZ")
_SINGLE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "POLARS_MAX_THREADS",
    "RAYON_NUM_THREADS",
    "GDAL_NUM_THREADS",
)
_MEMORY_WORDS = (b"bad_alloc", b"memory allocation", b"MemoryError", b"out of memory")


class _TooSlowError(Exception):
    pass


class _TooLongError(Exception):
    pass


def parse_apart(
    parser: str,
    path: Path,
    *,
    limits: ApartLimits = DEFAULT_APART_LIMITS,
    file_limits: Limits = DEFAULT_LIMITS,
    **options: Any,
) -> Mapping[str, Any] | Problem:
    """Run a parser of ``PARSERS`` on a file in a process of its own, and give what it found.

    options: plain values, handed to the parser by name. The child has the limits' time and memory,
    may write no file, has no environment and, where Linux allows it, no network. A file that is no
    plain file, is refused by the parser, or is the end of the child gives a Problem.
    """
    where = Where(path.name)
    try:
        target = path.resolve(strict=True)
        if not stat.S_ISREG(target.stat().st_mode):
            return problem("not_a_plain_file", where)
        if too_large := size_problem(target, file_limits):
            return too_large
        target.open("rb").close()
    except (OSError, RuntimeError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        return problem("unreadable_file", where, reason=reason)
    order = {
        "function": PARSERS[parser],
        "path": str(target),
        "options": options,
        "limits": asdict(limits),
        "import_paths": _import_paths(),
    }
    return _answer(order, where, limits)


def _import_paths() -> list[str]:
    """Give the child our own way to the packages: it starts without one."""
    own = str(Path(__file__).parents[3])
    return [*(path for path in sys.path if path and path != own), own]


def _answer(
    order: Mapping[str, Any], where: Where, limits: ApartLimits
) -> Mapping[str, Any] | Problem:
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    environment |= dict.fromkeys(_SINGLE_THREAD, "1")
    with subprocess.Popen(  # noqa: S603 - our own interpreter, our own file
        [sys.executable, *_ALONE, str(child_main.__file__), json.dumps(order)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=os.sep,
    ) as child:
        try:
            answer, last_words = _listen(child, limits)
            status = child.wait(limits.wall_s)
        except (_TooSlowError, subprocess.TimeoutExpired):
            return problem("parser_too_slow", where, limit=limits.wall_s)
        except _TooLongError:
            limit = limits.answer_bytes // MEBIBYTE
            return problem("parser_answer_too_large", where, limit=limit)
        finally:
            child.kill()
    if status:
        return _obituary(status, last_words, where, limits)
    return _opened(answer, where)


def _listen(child: subprocess.Popen[bytes], limits: ApartLimits) -> tuple[bytearray, bytearray]:
    """Hear the child out: its answer, and the end of what it said besides."""
    answer, words = bytearray(), bytearray()
    deadline = time.monotonic() + limits.wall_s
    with selectors.DefaultSelector() as pipes:
        pipes.register(child.stdout, selectors.EVENT_READ, answer)  # type: ignore[arg-type]
        pipes.register(child.stderr, selectors.EVENT_READ, words)  # type: ignore[arg-type]
        while pipes.get_map():
            ready = pipes.select(max(deadline - time.monotonic(), 0))
            if not ready:
                raise _TooSlowError
            for key, _ in ready:
                chunk = os.read(key.fd, _CHUNK_BYTES)
                key.data.extend(chunk)
                if not chunk:
                    pipes.unregister(key.fileobj)
            del words[:-_LAST_WORDS_BYTES]
            if len(answer) > limits.answer_bytes:
                raise _TooLongError
    return answer, words


def _obituary(status: int, last_words: bytearray, where: Where, limits: ApartLimits) -> Problem:
    """Say what the child died of: time, memory (by the signal or by its words), or a crash."""
    if status == -signal.SIGXCPU:
        return problem("parser_too_slow", where, limit=limits.cpu_s)
    if status == -signal.SIGKILL or any(word in last_words for word in _MEMORY_WORDS):
        return problem("parser_out_of_memory", where, limit=limits.memory_bytes // MEBIBYTE)
    reason = signal.Signals(-status).name if status < 0 else f"status {status}"
    return problem("parser_crashed", where, reason=reason)


def _opened(answer: bytearray, where: Where) -> Mapping[str, Any] | Problem:
    try:
        if answer.startswith(child_main.PARSED):
            return unpack(memoryview(answer)[len(child_main.PARSED) :])
        refused = json.loads(answer.removeprefix(child_main.REFUSED))
        params = {name: shown(text, _REASON_CHARS) for name, text in refused["params"].items()}
        return problem(refused["code"], where, **params)
    except (BrokenAnswerError, ValueError, KeyError, TypeError, AttributeError):
        return problem("parser_crashed", where, reason="broken answer")
