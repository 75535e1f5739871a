# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold one hostile case: what is made, through which door it comes, and what must come of it."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

Make = Callable[[Path], Path]


class Case(NamedTuple):
    """A case.

    door: a key of ``doors.DOORS``; make: writes it into an empty folder and gives the file;
    is_heavy: measured in a process of its own. What must come of it stands in ``expected.csv``.
    """

    name: str
    door: str
    make: Make
    is_heavy: bool = False


def content(name: str, data: str | bytes) -> Make:
    """Make a file of given bytes, or of a text in UTF-8 that may hold halves of signs."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
        return path

    return make


def sparse(name: str, start: bytes, size: int, end: bytes = b"") -> Make:
    """Make a file that is huge and takes no room: zero bytes between its start and its end."""

    def make(folder: Path) -> Path:
        path = folder / name
        with path.open("wb") as file:
            file.write(start)
            file.truncate(size)
            file.seek(0, os.SEEK_END)
            file.write(end)
        return path

    return make


def repeated(name: str, start: bytes, piece: bytes, times: int, end: bytes = b"") -> Make:
    """Make a long file of one piece many times."""

    def make(folder: Path) -> Path:
        path = folder / name
        with path.open("wb") as file:
            file.write(start)
            at_once = max(min(times, (1 << 20) // len(piece)), 1)
            for _ in range(times // at_once):
                file.write(piece * at_once)
            file.write(end)
        return path

    return make


def cut(make: Make, share: float) -> Make:
    """Make a file and cut it off behind a share of its bytes."""

    def shorter(folder: Path) -> Path:
        path = make(folder)
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        return path

    return shorter


def named(make: Make, name: str) -> Make:
    """Make a file and call it by another name."""

    def renamed(folder: Path) -> Path:
        path = make(folder)
        return path.rename(path.with_name(name))

    return renamed


def changed(make: Make, *pairs: tuple[bytes, bytes]) -> Make:
    """Make a file and put other bytes in the place of some of its own; they must be there."""

    def other(folder: Path) -> Path:
        path = make(folder)
        data = path.read_bytes()
        for old, new in pairs:
            assert old in data, old
            data = data.replace(old, new)
        path.write_bytes(data)
        return path

    return other


def cases(
    door: str,
    makes: Mapping[str, Make],
    heavy: Sequence[str] = (),
) -> list[Case]:
    """Make the cases of one door; heavy: names of those that are measured apart."""
    return [Case(f"{door}: {name}", door, make, name in heavy) for name, make in makes.items()]
