# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Race the reading of 100,000 lots against pandas (Excel) and polars (CSV).

Run ``python benchmarks/tables.py`` (needs requirements/bench.lock; about five minutes). Every run
is a process of its own, on one thread; runs of ours and theirs take turns. *Excel*: ours reads and
checks the whole workbook as a region; pandas with openpyxl reads its sheets into data frames and
checks nothing. *CSV*: ours reads and checks the region and adds up its balance; polars reads the
same files into data frames. Every process first does its work on the small shipped region, which
is not timed, so that neither side is charged for loading libraries.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import pandas as pd
import polars as pl

from kotipesa.balance import balance
from kotipesa.region import Region, read, write_region
from kotipesa.report.region_files import write_region_file
from kotipesa.testing import small
from plan_region import sized_region

RESULTS = Path(__file__).parent / "results" / "tables.json"
LOTS = 100_000
RUNS = {"our_excel": 5, "pandas_excel": 1, "our_csv": 9, "polars_csv": 9, "polars_lots": 9}
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS")


def main() -> None:
    """Run everything, print the ratios, and write the results."""
    with TemporaryDirectory() as folder:
        _write(sized_region(LOTS), Path(folder))
        _write(small(), Path(folder) / "small")
        seconds = _races(folder)
    ratios = {
        "excel_times_faster_than_pandas": seconds["pandas_excel"] / seconds["our_excel"],
        "csv_times_polars_on_the_same_files": seconds["our_csv"] / seconds["polars_csv"],
        "csv_times_polars_on_lots_alone": seconds["our_csv"] / seconds["polars_lots"],
    }
    for name, ratio in ratios.items():
        print(f"{name:40}{ratio:8.1f}")
    setting = {
        "processors": os.cpu_count(),
        "threads": 1,
        "load": os.getloadavg()[0],
        "python": sys.version.split()[0],
        **{name: version(name) for name in ("pandas", "openpyxl", "polars", "python-calamine")},
    }
    results = {"setting": setting, "lots": LOTS, "runs": RUNS, "seconds": seconds, **ratios}
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def _write(region: Region, folder: Path) -> None:
    """Write a region without roads, as a balance needs none, as tables and as a workbook."""
    placed = region.replace(roads=None, distance_rule="crow")
    write_region(placed, folder / "region")
    write_region_file(placed, folder / "region.xlsx")


def _races(folder: str) -> dict[str, float]:
    """Let the runs take turns, and give the median of each."""
    taken: dict[str, list[float]] = {name: [] for name in RUNS}
    for turn in range(max(RUNS.values())):
        for name in (name for name, runs in RUNS.items() if turn < runs):
            taken[name].append(_run(name, folder))
            print(f"{name:16}{taken[name][-1]:9.3f} s", flush=True)
    return {name: median(seconds) for name, seconds in taken.items()}


def _run(name: str, folder: str) -> float:
    done = subprocess.run(
        [sys.executable, __file__, name, folder],
        env=os.environ | dict.fromkeys(_THREADS, "1"),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return float(done.stdout)


def our_excel(folder: Path) -> None:
    """Read and check a workbook."""
    read(folder / "region.xlsx")


def pandas_excel(folder: Path) -> None:
    """Read every sheet of a workbook."""
    pd.read_excel(folder / "region.xlsx", sheet_name=None, engine="openpyxl")


def our_csv(folder: Path) -> None:
    """Read and check a region folder, and add up its balance."""
    balance(read(folder / "region"))


def polars_csv(folder: Path) -> None:
    """Read every table of a region folder."""
    for file in sorted((folder / "region").glob("*.csv")):
        pl.read_csv(file)


def polars_lots(folder: Path) -> None:
    """Read the table of lots alone."""
    pl.read_csv(folder / "region" / "lots.csv")


WORK: dict[str, Callable[[Path], Any]] = {
    work.__name__: work for work in (our_excel, pandas_excel, our_csv, polars_csv, polars_lots)
}


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        work, folder = sys.argv[1:]
        WORK[work](Path(folder) / "small")
        start = perf_counter()
        WORK[work](Path(folder))
        print(perf_counter() - start)
