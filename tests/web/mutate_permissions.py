# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Delete rows of the permission map one by one, and see that a test fails for each.

    .venv/bin/python tests/web/mutate_permissions.py --sample 40
    .venv/bin/python tests/web/mutate_permissions.py            # every row; takes hours

Each deletion happens in a copy of the source; a row whose deletion no test notices is printed.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLES = ("map.csv", "endpoints.csv", "projections.csv")
QUICK = ("tests/web/test_core_permissions.py",)
WALK = "tests/web/test_core_matrix.py"


def main() -> int:
    """Delete, test, put back; 1 when a deletion went unnoticed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, help="only so many rows, chosen by a fixed seed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "src")
        shutil.copytree(ROOT / "src", source)
        rows = list(_rows(source))
        chosen = random.Random(1).sample(rows, asked.sample) if asked.sample else rows  # noqa: S311
        missed = [row for row in chosen if not _is_noticed(source, *row)]
    print(f"{len(chosen)} rows deleted, {len(missed)} went unnoticed")  # noqa: T201
    for table, line in missed:
        print(f"  {table}: {line}")  # noqa: T201
    return int(bool(missed))


def _rows(source: Path) -> Iterator[tuple[str, str]]:
    for table in TABLES:
        lines = _file(source, table).read_text(encoding="utf-8").splitlines()
        yield from ((table, line) for line in lines[1:])


def _is_noticed(source: Path, table: str, line: str) -> bool:
    file = _file(source, table)
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(f"{line}\n", "", 1), encoding="utf-8")
    try:
        return not _passes(source, *QUICK) or not _passes(source, *_walk(table, line))
    finally:
        file.write_text(whole, encoding="utf-8")


def _walk(table: str, line: str) -> tuple[str, ...]:
    app = line.split(",", maxsplit=1)[0].partition(":")
    narrow = ("-k", f"{app[0] if app[1] else 'core'} or every") if table == "endpoints.csv" else ()
    return (WALK, *narrow)


def _passes(source: Path, *tests: str) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(source)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    return done.returncode == 0


def _file(source: Path, table: str) -> Path:
    return source / "kotipesa_web" / "core" / "permissions" / table


if __name__ == "__main__":
    sys.exit(main())
