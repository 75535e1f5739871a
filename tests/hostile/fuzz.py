# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bend sound files for as long as asked, and keep every one that breaks a promise.

    cd tests && ../.venv/bin/python -m hostile.fuzz --seconds 600 --keep ../found

Prints how many were tried by format, and what was kept; the exit code is 1 if there is any.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path

from hostile.bending import KINDS, Bend, bent
from hostile.doors import DOORS, TooSlowError, broken_promises, outcome, place_in
from hostile.sound import MAPPING, SETTINGS, sound_bytes

SLOW_S = 15
FORMATS = {
    "lots.csv": ("import", "check", "mapping", "sync"),
    "massat.csv": ("import",),
    "loads.csv": ("loads", "mapping"),
    "streets.csv": ("estimate", "mapping"),
    "holes.tek": ("boreholes",),
    "mapping.toml": ("mapped",),
    "settings.toml": ("annex", "settings"),
    "profile.toml": ("profile",),
}
"""The doors of each format that is read in this process: hundreds of files a minute."""
APART = {
    "lots.xlsx": ("import", "mapping"),
    "sites.geojson": ("import", "area"),
    "sites.gpkg": ("import",),
    "sites.shp": ("import",),
    "sites.zip": ("import",),
    "sites.gml": ("import",),
    "sites.parquet": ("import",),
    "ground.xml": ("volumes",),
    "model.ifc": ("model",),
}
"""Those a child reads: a few a second."""
TOML = {
    "mapping.toml": MAPPING,
    "settings.toml": SETTINGS,
    "profile.toml": 'id = "x"\nneeds = [["date"]]\n[columns]\ndate = ["pvm"]\n',
}


def sound_of(name: str) -> bytes:
    """Give the bytes of a sound file, or of a small TOML."""
    return TOML[name].encode() if name in TOML else sound_bytes(name)


def bends_by(chance: random.Random) -> list[Bend]:
    """Draw some changes."""
    return [
        Bend(chance.choice(KINDS), chance.random(), chance.random(), chance.randrange(1 << 16))
        for _ in range(chance.choice((1, 1, 2, 3, 5, 9)))
    ]


def complaint(name: str, door: str, data: bytes, folder: Path) -> str:
    """Carry bytes through a door; give what was wrong with the answer, '' if nothing."""
    place = place_in(folder)
    (folder / "case").mkdir()
    path = folder / "case" / name
    path.write_bytes(data)
    begun = time.monotonic()
    try:
        found = outcome(DOORS[door](place, path))
    except (TooSlowError, Exception):  # noqa: BLE001 - that is what is looked for
        return traceback.format_exc()
    broken = broken_promises(found)
    took_s = time.monotonic() - begun
    if took_s > SLOW_S:
        broken.append(f"{took_s:.0f} seconds")
    return f"{broken}: {found.words[:2_000]}" if broken else ""


def main() -> int:
    """Bend and carry until the time is over."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=float, default=600)
    words.add_argument("--seed", type=int, default=0)
    words.add_argument("--keep", type=Path, default=Path("found"))
    words.add_argument("--apart", action="store_true", help="only formats that a child reads")
    said = words.parse_args()
    warnings.simplefilter("error")
    formats = APART if said.apart else FORMATS
    names = sorted(formats)
    tried: Counter[str] = Counter()
    kept = 0
    until = time.monotonic() + said.seconds
    seed = said.seed
    while time.monotonic() < until:
        seed += 1
        chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
        name, other = chance.choice(names), chance.choice(names)
        door = chance.choice(formats[name])
        data = bent(sound_of(name), bends_by(chance), sound_of(other))
        folder = Path(tempfile.mkdtemp())
        fault = complaint(name, door, data, folder)
        shutil.rmtree(folder, ignore_errors=True)
        tried[f"{door} {name}"] += 1
        if fault:
            kept += 1
            said.keep.mkdir(parents=True, exist_ok=True)
            (said.keep / f"{seed}-{door}-{name}").write_bytes(data)
            (said.keep / f"{seed}-{door}-{name}.txt").write_text(fault, encoding="utf-8")
    sys.stdout.write("".join(f"{count:8} {name}\n" for name, count in sorted(tried.items())))
    sys.stdout.write(f"{sum(tried.values()):8} tried, {kept} kept, last seed {seed}\n")
    return 1 if kept else 0


if __name__ == "__main__":
    raise SystemExit(main())
