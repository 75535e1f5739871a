# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep results as they come in a file that only grows, so that a kill costs at most its own line.

The first line says of what the results are; a file of something else is begun anew. What a kill
cut off is cut away when the file is opened again.
"""

import fcntl
import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kotipesa.errors import InputError, Where, problem

Result = dict[str, Any]

_OF, _NUMBER = "of", "number"


class KeptResults:
    """The results of a sweep by number, in memory and in its file; one process at a time has it."""

    def __init__(self, path: Path, of: str) -> None:
        """Open the file and read what is there of the same work; raises InputError when held."""
        self.path, self._of = path, of
        self.results: dict[int, Result] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise InputError([problem("sweep_held", Where(path.name))]) from None
        whole = self._read()
        os.ftruncate(self._file, whole)
        os.lseek(self._file, whole, os.SEEK_SET)
        if not whole:
            self._write(_head(of))

    def __enter__(self) -> Self:
        """Use the file."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the file, whatever happened."""
        os.close(self._file)

    def add(self, number: int, result: Result) -> None:
        """Keep one result; it is on the disk when this returns."""
        self._write(_line(number, result))
        self.results[number] = result

    def settle(self) -> None:
        """Put the lines in the order of their numbers: the same results are the same bytes."""
        ordered = self.path.with_name(f".ordered-{self.path.name}")
        lines = [_line(number, self.results[number]) for number in sorted(self.results)]
        ordered.write_text("".join([_head(self._of), *lines]), encoding="utf-8")
        ordered.replace(self.path)

    def _read(self) -> int:
        """Read the complete lines of the same work; tell where they end."""
        end = 0
        with open(self._file, "rb", closefd=False) as file:
            for line in file:
                written = _complete(line)
                if not written:
                    return end
                if end:
                    self.results[written.pop(_NUMBER)] = written
                elif written != {_OF: self._of}:
                    return 0
                end += len(line)
        return end

    def _write(self, line: str) -> None:
        left = line.encode()
        while left:
            left = left[os.write(self._file, left) :]
        os.fsync(self._file)


def _complete(line: bytes) -> Result:
    """Read a line; one that was cut off, or is none of ours, is empty."""
    try:
        written: Result = json.loads(line) if line.endswith(b"\n") else {}
    except ValueError:
        return {}
    known = isinstance(written, dict) and (_OF in written or isinstance(written.get(_NUMBER), int))
    return written if known else {}


def _head(of: str) -> str:
    return json.dumps({_OF: of}) + "\n"


def _line(number: int, result: Result) -> str:
    return json.dumps({_NUMBER: number} | result, allow_nan=False) + "\n"
