# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bend sound files in every way: what comes of them is a reading or a reason, never a fault."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from hostile.bending import KINDS, Bend, bent
from hostile.fuzz import APART, FORMATS, complaint, sound_of

SHARES = st.floats(0, 1, exclude_max=True)
BENDS = st.lists(
    st.builds(Bend, st.sampled_from(KINDS), SHARES, SHARES, st.integers(0, 1 << 16)),
    min_size=1,
    max_size=6,
)


def doors_of(formats):
    """Draw a format, one of its doors, and a format to splice from."""
    pairs = [(name, door) for name, doors in formats.items() for door in doors]
    return st.tuples(st.sampled_from(pairs), st.sampled_from(sorted(formats)))


def told(names, bends) -> str:
    (name, door), other = names
    with TemporaryDirectory() as folder:
        return complaint(name, door, bent(sound_of(name), bends, sound_of(other)), Path(folder))


@settings(max_examples=60)
@given(doors_of(FORMATS), BENDS)
@example((("streets.csv", "estimate"), "holes.tek"), [Bend("splice", 0.5, 0.890625, 0)])
def test_no_bent_table_makes_a_door_stumble(names, bends):
    assert told(names, bends) == ""


@settings(max_examples=6)
@given(doors_of(APART), BENDS)
def test_no_bent_map_model_or_workbook_makes_a_door_stumble(names, bends):
    assert told(names, bends) == ""
