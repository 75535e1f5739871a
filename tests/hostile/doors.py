# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Carry a file through the doors of the command line, and hold what every one of them promises."""

import json
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp
from typing import Any, NamedTuple

from hostile import sound
from kotipesa.cli import main
from kotipesa.errors import LANGUAGES
from kotipesa.plan import make_plan
from kotipesa.report.directory import write_plan
from kotipesa.testing import tiny, tiny_tables

SECONDS = 60
"""A bound, not a benchmark: machines that are busy take ten times longer than idle ones."""
OWN_MEMORY_BYTES, CHILD_MEMORY_BYTES = 900 << 20, 2_200 << 20
HIDDEN = "the content of another file"
_WORDS = 4_000
_OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_MEASURED = """
import resource, sys
from pathlib import Path
from kotipesa.cli import main

code = main()
status = Path("/proc/self/status")
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
if status.exists():  # the other counts what the process was forked from too
    own = int(status.read_text().split("VmHWM:")[1].split()[0])
print("peak", own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
raise SystemExit(code)
"""


class TooSlowError(BaseException):
    """A command that took longer than anybody waits; nothing catches it."""


class Place(NamedTuple):
    """Where a case happens: a region, a folder for what is made, and one for sound files."""

    region: Path
    made: Path
    beside: Path


class Outcome(NamedTuple):
    """What became of a command: its exit code, the codes of what it told, its JSON."""

    exit_code: int
    codes: tuple[str, ...]
    record: Mapping[str, Any]
    words: str


def _sound(place: Place, name: str) -> Path:
    return sound.SOUND[name](place.beside)


def _as_table(place: Place, file: Path) -> Path:
    """Put a file into the region in the place of its lots."""
    target = place.region / f"lots{file.suffix.lower()}"
    for old in place.region.glob("lots.*"):
        old.unlink()
    file.rename(target)
    return place.region


def _settings(place: Place, file: Path) -> Path:
    file.rename(place.region / "settings.toml")
    return place.region


DOORS: Mapping[str, Callable[[Place, Path], Sequence[object]]] = {
    "import": lambda at, file: ["import", file, "--into", at.region],
    "check": lambda at, file: ["check", _as_table(at, file)],
    "check book": lambda _, file: ["check", file],
    "settings": lambda at, file: ["check", _settings(at, file)],
    "volumes": lambda at, file: ["volumes", file, _sound(at, "ground.xml")],
    "model": lambda _, file: ["volumes", file],
    "boreholes": lambda _, file: ["boreholes", file],
    "estimate": lambda at, file: [
        *("estimate", file, "--into", at.region),
        *(word for part in sound.districts(at.beside) for word in ("--districts", part)),
    ],
    "districts": lambda at, file: [
        *("estimate", _sound(at, "streets.csv"), "--into", at.region, "--districts", file)
    ],
    "calibration": lambda at, file: [
        *("estimate", _sound(at, "streets.csv"), "--into", at.region, "--calibration", file)
    ],
    "loads": lambda at, file: ["follow", at.region, "--plan", plan_of_tiny(), "--loads", file],
    "profile": lambda at, file: [
        *("follow", at.region, "--plan", plan_of_tiny()),
        *("--loads", _sound(at, "loads.csv"), "--profile", file),
    ],
    "mapping": lambda at, file: ["mapping", file, "--out", at.made / "out.toml"],
    "mapped": lambda at, file: [
        *("import", _sound(at, "lots.csv"), "--into", at.region, "--mapping", file)
    ],
    "sync": lambda at, file: ["sync", file, "--system", "x", "--into", at.region],
    "area": lambda at, file: ["balance", at.region, "--area", file],
    "annex": lambda at, file: [
        *("annex", at.region, "--to", at.made / "out.docx", "--settings", file)
    ],
}
"""The words of the command that a file comes in by."""


@cache
def plan_of_tiny() -> Path:
    """Plan the tiny region once."""
    directory = Path(mkdtemp()) / "plan"
    write_plan(make_plan(tiny(), with_baselines=False), directory, for_people=False)
    return directory


@cache
def _tiny_written() -> Path:
    return tiny_tables().write(Path(mkdtemp()) / "tiny")


def place_in(folder: Path) -> Place:
    """Make the place of a case: the tiny region, and a file nobody may read."""
    place = Place(folder / "region", folder / "made", folder / "beside")
    copytree(_tiny_written(), place.region)
    place.made.mkdir()
    place.beside.mkdir()
    (folder / "secret.csv").write_text(f"id,x,y\n{HIDDEN},25,60.2\n", encoding="utf-8")
    return place


def outcome(words: Sequence[object]) -> Outcome:
    """Run a command in this process, within SECONDS."""
    out, err = StringIO(), StringIO()
    with in_time(), redirect_stdout(out), redirect_stderr(err):
        exit_code = main([*map(str, words), "--json", "--lang", "en"])
    return _outcome(exit_code, out.getvalue(), err.getvalue())


def measured(words: Sequence[object]) -> tuple[Outcome, int, int]:
    """Run a command in a process of its own; give also the most bytes it and a child of it took."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, *map(str, words), "--json", "--lang", "en"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=SECONDS,
    )
    said, peaks = done.stderr.rsplit("peak", 1)
    own, child = (int(peak) * (1 if sys.platform == "darwin" else 1024) for peak in peaks.split())
    return _outcome(done.returncode, done.stdout, said), own, child


def broken_promises(found: Outcome) -> list[str]:
    """Name what a command promised and did not keep: no traceback, reasons, cures, no secrets."""
    problems = found.record.get("problems", [])
    texts = [
        one[part][language]
        for one in problems
        for part in ("message", "cure")
        for language in LANGUAGES
    ]
    obeyed = {sign for text in texts for sign in text if unicodedata.category(sign) in _OBEYED}
    errors = [one for one in problems if one["severity"] == "error"]
    promises = {
        "an exit code of formats.md": found.exit_code in (0, 1, 2),
        "no traceback": "Traceback" not in found.words,
        "no secret": HIDDEN not in found.words,
        "a reason for a refusal": bool(errors) or found.exit_code == 0,
        "a reason and a cure in every language": all(text.strip() for text in texts),
        "no message longer than a page": all(len(text) < _WORDS for text in texts),
        "no sign a terminal obeys": not obeyed,
    }
    return [name for name, is_kept in promises.items() if not is_kept]


@contextmanager
def in_time(seconds: int = SECONDS) -> Iterator[None]:
    """Stop what takes longer by TooSlowError."""

    def ring(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _outcome(exit_code: int, out: str, err: str) -> Outcome:
    record = json.loads(out)
    codes = tuple(dict.fromkeys(one["code"] for one in record.get("problems", [])))
    return Outcome(exit_code, codes, record, out + err)
