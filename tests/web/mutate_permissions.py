# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Delete every row of the permission map, one by one, and see that a test fails for each.

    .venv/bin/python tests/web/mutate_permissions.py

The tests are those that need no database, called again and again in one process; a row whose
deletion none of them notices is printed. What was found stands in permission_mutations.txt.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

TABLES = ("map.csv", "endpoints.csv", "projections.csv")
ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "permission_mutations.txt"
UNNOTICED = "no test"
Row = dict[str, str]


def main() -> int:
    """Delete, test, put back; 1 when a deletion went unnoticed."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    os.environ["DJANGO_SETTINGS_MODULE"] = "web.settings"
    django.setup()
    from kotipesa_web.core.permissions.decisions import table  # noqa: PLC0415

    whole = {name: table(name) for name in TABLES}
    if fault := _failing():
        message = f"{fault} fails before anything is deleted"
        raise SystemExit(message)
    lines, missed = [], 0
    for name, rows in whole.items():
        found = [_noticed_by(whole, name, row) for row in rows]
        lines.append(f"{name}: {len(rows)} rows deleted, one at a time")
        lines += [f"  {count:>4} noticed by {by}" for by, count in Counter(found).most_common()]
        unnoticed = [row for row, by in zip(rows, found, strict=True) if by == UNNOTICED]
        lines += [f"    {','.join(row.values())}" for row in unnoticed]
        missed += len(unnoticed)
    text = "\n".join([*lines, f"{missed} deletions went unnoticed"]) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return int(missed > 0)


def _noticed_by(whole: dict[str, list[Row]], name: str, row: Row) -> str:
    rest = [one for one in whole[name] if one is not row]
    with _instead({**whole, name: rest}):
        return _failing() or UNNOTICED


@contextmanager
def _instead(tables: dict[str, list[Row]]) -> Iterator[None]:
    """Let the map be read from other tables."""
    from kotipesa_web.core.permissions import decisions, projections  # noqa: PLC0415

    readers = (decisions.permission_map, decisions.endpoints, projections.cuts)
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
    for test, told in _tests():
        try:
            test(*told)
        except (AssertionError, KeyError):
            return test.__name__
    return ""


def _tests() -> Iterator[tuple[Callable[..., None], tuple[str, ...]]]:
    from web import test_core_matrix as matrix  # noqa: PLC0415 - Django must stand first
    from web import test_core_permissions as permissions  # noqa: PLC0415

    yield permissions.test_every_action_has_a_row_for_every_role_and_a_known_word_in_every_case, ()
    yield permissions.test_every_address_asks_for_a_known_action, ()
    yield matrix.test_every_address_has_a_row_and_every_row_an_address, ()
    yield permissions.test_every_address_has_its_answers_written_down, ()
    cuts = permissions.test_every_field_that_is_shown_has_its_cuts_and_every_cut_its_field
    for kind in permissions.SHOWN:
        yield cuts, (kind,)


if __name__ == "__main__":
    sys.exit(main())
