# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Things that are no files, files under other names, and files that end too soon."""

import os
import socket
from pathlib import Path

from hostile.case import Case, Make, cases, cut, named
from hostile.sound import SOUND


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "lots.csv")
    return folder / "lots.csv"


def directory(folder: Path) -> Path:
    (folder / "lots.csv").mkdir()
    return folder / "lots.csv"


def listening(folder: Path) -> Path:
    """Make a socket, which is a name in a folder too; its path must be short."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as door:
            door.bind("lots.csv")
    finally:
        os.chdir(here)
    return folder / "lots.csv"


def leading_to(target: str) -> Make:
    """Make a symbolic link."""

    def make(folder: Path) -> Path:
        (folder / "lots.csv").symlink_to(target)
        return folder / "lots.csv"

    return make


def locked(folder: Path) -> Path:
    path = SOUND["lots.csv"](folder)
    path.chmod(0)
    return path


NO_FILES: dict[str, Make] = {
    "a pipe": pipe,
    "a folder": directory,
    "a socket": listening,
    "a link to zeros without end": leading_to("/dev/zero"),
    "a link to chance without end": leading_to("/dev/urandom"),
    "a link to nothing": leading_to("/dev/null"),
    "a link to itself": leading_to("lots.csv"),
    "a link to what is not there": leading_to("gone.csv"),
    "a link to memory": leading_to("/proc/self/mem"),
    "nothing at all": lambda folder: folder / "lots.csv",
}
_EVERY_DOOR = (
    *("import", "boreholes", "estimate", "loads", "mapping", "sync", "area", "annex", "mapped"),
    *("profile", "calibration", "districts", "volumes", "check book"),
)
_ANY_NAME = {
    "a pipe": named(pipe, "x.ifc"),
    "a link to zeros without end": named(leading_to("/dev/zero"), "x.ifc"),
}
ENDINGS = (
    *(".csv", ".txt", ".xlsx", ".geojson", ".gpkg", ".shp", ".zip", ".gml", ".parquet"),
    *(".xml", ".ifc", ".tek", ".toml", ".json", ".tsv", ".xlsm", ".xls", ".ods", ""),
)
DOOR_OF = {
    **dict.fromkeys((".xml",), "volumes"),
    **dict.fromkeys((".ifc",), "model"),
    **dict.fromkeys((".tek",), "boreholes"),
    **dict.fromkeys((".toml",), "annex"),
}
"""The door for an ending; for all others it is the import."""
MATRIX = [
    Case(
        f"{name} called {ending or 'nothing'}",
        DOOR_OF.get(ending, "import"),
        named(make, f"lots{ending}"),
    )
    for name, make in SOUND.items()
    for ending in ENDINGS
    if ending != Path(name).suffix
]
_DOOR_OF_SOUND = {
    "ground.xml": "volumes",
    "model.ifc": "model",
    "holes.tek": "boreholes",
    "loads.csv": "loads",
    "streets.csv": "estimate",
}
CUT_OFF = [
    Case(f"{name} cut off at {share:.0%}", _DOOR_OF_SOUND.get(name, "import"), cut(make, share))
    for name, make in SOUND.items()
    for share in (0.0, 0.02, 0.3, 0.6, 0.9, 0.99)
]
SOUND_ONES = [
    Case(f"{name} is sound", _DOOR_OF_SOUND.get(name, "import"), make)
    for name, make in SOUND.items()
]
CASES = [
    *(case for door in _EVERY_DOOR for case in cases(door, NO_FILES)),
    *cases("model", _ANY_NAME),
    *MATRIX,
    *CUT_OFF,
    *SOUND_ONES,
]
