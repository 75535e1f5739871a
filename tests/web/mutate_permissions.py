# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Delete every row of the permission tables, loosen every cell, and see that a test fails for each.

    .venv/bin/python tests/web/mutate_permissions.py

The tests are those that need no database, called again and again in one process; a change that
none of them notices is printed. What was found stands in permission_mutations.txt.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

TABLES = ("map.csv", "endpoints.csv", "projections.csv", "streams.csv")
ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "permission_mutations.txt"
UNNOTICED = "no test"
LOOSEST = "see_public_pages"
SEEN = {"-": "generalised", "generalised": "partners", "public": "partners", "partners": "full"}
CUT = {"hidden": "band", "band": "as_is", "grid": "as_is", "quarter": "as_is"}
Row = dict[str, str]
Tables = dict[str, list[Row]]


def main() -> int:
    """Change, test, put back; 1 when a change went unnoticed."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    os.environ["DJANGO_SETTINGS_MODULE"] = "web.settings"
    django.setup()
    from kotipesa_web.core.permissions.decisions import table  # noqa: PLC0415

    whole = {name: table(name) for name in TABLES}
    if fault := _failing():
        message = f"{fault} fails before anything is changed"
        raise SystemExit(message)
    lines, missed = [], 0
    for name, rows in whole.items():
        for what, changes in (
            ("rows deleted", [(r, None) for r in rows]),
            ("cells loosened", _loosened(name, rows)),
        ):
            told = [(row, new, _noticed_by(whole, name, row, new)) for row, new in changes]
            lines.append(f"{name}: {len(told)} {what}, one at a time")
            counted = Counter(by for _row, _new, by in told)
            lines += [f"  {count:>4} noticed by {by}" for by, count in counted.most_common()]
            unnoticed = [new or row for row, new, by in told if by == UNNOTICED]
            lines += [f"    {','.join(row.values())}" for row in unnoticed]
            missed += len(unnoticed)
    text = "\n".join([*lines, f"{missed} changes went unnoticed"]) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return int(missed > 0)


def _loosened(name: str, rows: list[Row]) -> list[tuple[Row, Row | None]]:
    """List each row with one of its cells a step looser, or saying something else."""
    return [
        (row, {**row, column: looser})
        for row in rows
        for column, value in row.items()
        if (looser := _looser(name, column, value, is_shown=_is_shown(row, rows)))
        not in {"", value}
    ]


def _is_shown(row: Row, rows: list[Row]) -> bool:
    """Tell whether an action of the map shows rows, rather than being allowed or not."""
    same = [one for one in rows if one.get("action") == row.get("action")]
    return any({*one.values()} & {*SEEN.values()} for one in same)


def _looser(name: str, column: str, value: str, *, is_shown: bool) -> str:
    if name == "map.csv":
        steps = SEEN if is_shown else {"-": "yes"}
        return "" if column in {"action", "role"} else steps.get(value, "")
    if name == "endpoints.csv":
        other = {"action": LOOSEST, "object": "-", "channel": "api" if value == "html" else "html"}
        return other.get(column, "")
    if name == "projections.csv":
        return "" if column in {"object", "field"} else CUT.get(value, "")
    return "any" if column == "stream" else ""


def _noticed_by(whole: Tables, name: str, row: Row, new: Row | None) -> str:
    rest = [one if one is not row else new for one in whole[name]]
    with _instead({**whole, name: [one for one in rest if one is not None]}):
        return _failing() or UNNOTICED


@contextmanager
def _instead(tables: Tables) -> Iterator[None]:
    """Let the map be read from other tables."""
    from kotipesa_web.core.permissions import decisions, projections  # noqa: PLC0415

    readers = (
        *(decisions.permission_map, decisions.endpoints, decisions.streams),
        *(decisions.is_allowed, decisions.level_of, projections.cuts),
    )
    read = decisions.table
    try:
        decisions.table = projections.table = tables.__getitem__
        for reader in readers:
            reader.cache_clear()
        yield
    finally:
        decisions.table = projections.table = read
        for reader in readers:
            reader.cache_clear()


def _failing() -> str:
    """Run the tests; give the name of the first that fails."""
    for test in _tests():
        try:
            test()
        except (AssertionError, KeyError):
            return test.__name__
    return ""


def _tests() -> Iterator[Callable[[], None]]:
    from web import test_core_laws as laws  # noqa: PLC0415 - Django must stand first
    from web import test_core_matrix as matrix  # noqa: PLC0415

    yield from (test for name, test in vars(laws).items() if name.startswith("test_"))
    yield matrix.test_every_address_has_a_row_and_every_row_an_address


if __name__ == "__main__":
    sys.exit(main())
