# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Run command lines as a terminal would, and hold what every one of them promises."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from kotipesa.cli import main
from kotipesa.testing import tiny_tables

PROGRAM = "from kotipesa.cli import main; raise SystemExit(main())"


class Said(NamedTuple):
    """The exit code of a command, and what it said on stdout and stderr."""

    code: int
    out: str
    err: str


def said(capsys: Any, *words: object) -> Said:
    """Run a command in this process, in English unless told otherwise."""
    code = main(["--lang", "en", *map(str, words)])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return Said(code, out, err)


def said_json(capsys: Any, *words: object) -> tuple[int, dict[str, Any]]:
    """Run a command with ``--json``: stdout must be one object and nothing else."""
    answer = said(capsys, *words, "--json")
    record = json.loads(answer.out, parse_constant=_refuse)
    assert isinstance(record, dict)
    return answer.code, record


def said_alone(*words: object, program: str = PROGRAM, **environment: str) -> Said:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, words)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | environment,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def tiny_folder(folder: Path, **cells: tuple[str, str, str]) -> Path:
    """Write the tiny region; each named cell is a table, a column and a value, the name the id."""
    draft = tiny_tables()
    for key, (table, column, value) in cells.items():
        draft.row(table, key)[column] = value
    return draft.write(folder)


def locked_too_much(folder: Path) -> Path:
    """Write the tiny region with more agreed from lot a than it holds."""
    draft = tiny_tables()
    draft.tables["locked"][0]["tonnes"] = "200"
    return draft.write(folder)


def files_of(folder: Path) -> dict[str, bytes]:
    """Give the bytes of every file in a folder, hidden ones too."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def csv_rows(path: Path) -> list[dict[str, str]]:
    """Read the rows of a table that a command wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _refuse(constant: str) -> None:
    raise ValueError(constant)
