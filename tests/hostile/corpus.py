# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Gather every case of the corpus, with what must come of each."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from hostile import as_files, in_archives, in_maps, in_models, in_settings, in_texts
from hostile.case import Case

CASES = tuple(
    case
    for room in (in_texts, in_archives, in_maps, in_models, in_settings, as_files)
    for case in room.CASES
)
EXPECTED = Path(__file__).with_name("expected.csv")
DIED = ("parser_crashed", "parser_out_of_memory", "parser_too_slow")
"""What a bomb does to its child depends on the machine; that it is told does not."""
BROKE_US = frozenset(
    {
        "import: a hundred thousand columns",
        "import: short rows without end",
        "import: geojson, properties without end",
        "import: geopackage, a view that never ends",
        "import: workbook, slow errors",
        "import: workbook, slow hidden rows",
        "import: workbook, slow places",
        "mapping: a header of 100 MB",
        "mapping: a pipe",
        "boreholes: a million holes",
        "estimate: a header and nothing below",
        "estimate: a district beyond all",
        "estimate: a row beyond all",
        "loads: an end with an override",
        "model: references without end",
        "volumes: infinity",
        "volumes: heights beyond all",
        "settings: deep tables",
        "settings: deep names",
        "settings: a huge number",
        "settings: an override",
        "settings: a megabyte of keys",
        "annex: deep arrays",
        "annex: a pipe",
        "annex: a huge number",
        "mapped: a huge number",
        "profile: deep arrays",
        "profile: a pipe",
    }
)
"""Cases that once made a reader crash, hang, eat memory or say what a terminal obeys."""


@cache
def expected() -> Mapping[str, tuple[str, str]]:
    """Give exit code and codes by case, as they must be."""
    if not EXPECTED.exists():
        return {}
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return {row["case"]: (row["exit"], row["codes"]) for row in csv.DictReader(file)}


def outcome_text(exit_code: int, codes: Sequence[str]) -> tuple[str, str]:
    """Write an outcome as ``expected.csv`` has it."""
    told = dict.fromkeys("parser_died" if code in DIED else code for code in codes)
    return str(exit_code), " ".join(sorted(told))


def write_expected(outcomes: Mapping[str, tuple[str, str]]) -> None:
    """Write the outcomes of all cases, in the order of the corpus."""
    with EXPECTED.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("case", "exit", "codes"))
        rows.writerows((case.name, *outcomes.get(case.name, ("", ""))) for case in CASES)


def everyday_cases() -> list[Case]:
    """Choose the cases of every day: those that broke us, and one of each outcome of each door."""
    seen: set[tuple[str, ...]] = set()
    chosen = []
    for case in CASES:
        outcome = (case.door, *expected().get(case.name, ("", "")))
        if case.name in BROKE_US or outcome not in seen:
            chosen.append(case)
        seen.add(outcome)
    return chosen
