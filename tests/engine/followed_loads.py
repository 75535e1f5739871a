# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the plan of the tiny region, and follow loads written as lines of text."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from kotipesa.monitor import follow
from kotipesa.plan import make_plan
from kotipesa.report.directory import write_plan
from kotipesa.sources.loads import read_loads
from kotipesa.testing import tiny

HEAD = "date,from,to,material,tonnes,weighed,document,from_kind"
REGION = tiny()


@cache
def tiny_plan() -> Path:
    """Plan the tiny region once."""
    directory = Path(mkdtemp()) / "plan"
    write_plan(make_plan(REGION, with_baselines=False), directory, for_people=False)
    return directory


def loads_of(*lines: str):
    """Read loads, each a line as in ``2026-02-03 a e gravel 20``; a dot is an empty cell."""
    rows = [",".join("" if cell == "." else cell for cell in line.split()) for line in lines]
    path = Path(mkdtemp()) / "loads.csv"
    path.write_text("\n".join([HEAD, *(row + "," * (7 - row.count(",")) for row in rows)]))
    loads, problems = read_loads([path])
    assert loads is not None, problems
    return loads


def followed(*lines: str, **options):
    """Follow loads against the plan of the tiny region."""
    return follow(REGION, tiny_plan(), loads_of(*lines), **options)


def moves_hauled(found) -> dict[tuple[str, str, str], float]:
    """Give the hauled tonnes of each move something was hauled of, by ends and month."""
    moves = found.moves
    return {
        (moves.from_id[row], moves.to_id[row], str(moves.month[row] - 2026 * 12 + 1)): float(tonnes)
        for row, tonnes in enumerate(moves.hauled_t)
        if tonnes
    }
