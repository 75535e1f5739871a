# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Carry hostile files through the real doors: refused or read with a reason, in bounded cost.

Every day those run that once broke us and one of each outcome; ``KOTIPESA_HOSTILE=all`` runs all.
"""

import os
from collections import Counter

import pytest
from cli_run import files_of

from hostile.corpus import BROKE_US, CASES, everyday_cases, expected, outcome_text, write_expected
from hostile.doors import (
    CHILD_MEMORY_BYTES,
    DOORS,
    OWN_MEMORY_BYTES,
    broken_promises,
    measured,
    outcome,
    place_in,
)

RENEWS = os.environ.get("KOTIPESA_GOLDEN") == "renew"
OUTCOMES = dict(expected())
CHOSEN = CASES if os.environ.get("KOTIPESA_HOSTILE") == "all" else everyday_cases()
NAMES = [case.name for case in CASES]


@pytest.fixture(scope="module", autouse=True)
def _table_of_outcomes():
    """Write the table anew when asked; cases that did not run keep what they had."""
    yield
    if RENEWS:
        write_expected(OUTCOMES)


@pytest.mark.parametrize("case", CHOSEN, ids=lambda case: case.name)
def test_a_hostile_file_is_refused_or_read_with_a_reason(tmp_path, case):
    place = place_in(tmp_path)
    (tmp_path / "case").mkdir()
    words = DOORS[case.door](place, case.make(tmp_path / "case"))
    before = files_of(place.region)
    if case.is_heavy:
        found, own, child = measured(words)
        assert own < OWN_MEMORY_BYTES
        assert child < CHILD_MEMORY_BYTES
    else:
        found = outcome(words)
    assert broken_promises(found) == []
    became = outcome_text(found.exit_code, found.codes)
    if RENEWS:
        OUTCOMES[case.name] = became
    else:
        assert became == expected()[case.name]
    if found.exit_code:
        assert files_of(place.region) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("beside", "case", "made", "region", "secret.csv")
    ]


def test_every_case_has_a_name_of_its_own_and_an_outcome():
    assert [name for name, count in Counter(NAMES).items() if count > 1] == []
    assert set(expected()) == set(NAMES)
    assert set(NAMES) >= BROKE_US
