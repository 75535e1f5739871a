# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold syncing to its laws, over histories of edits on both sides, against a simple model."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from register_told import EMPTY_REGION, by_id, edited, record_set, tell

from kotipesa.arrays import texts
from kotipesa.register.sync.threeway import ALIKE, CONFLICT, KEPT, SAME, TAKEN, three_way

COLUMNS = ("amount", "unit", "name", "note")
ONE_THING = (("amount", "unit"), ("name",), ("note",))
words = st.sampled_from(["", "1", "2", "3"])
rows = st.fixed_dictionaries(dict.fromkeys(COLUMNS, words))


def tables(prefix=""):
    names = st.sampled_from([f"{prefix}{n}" for n in range(8)])
    return st.dictionaries(names, rows, max_size=8)


def listed(table):
    return [{"id": name, **row} for name, row in table.items()]


def told_by(table, standing=EMPTY_REGION, **more):
    return tell(standing, {"lots": listed(table)}, **more)


def everything(synced):
    return by_id(synced.standing), record_set(synced.standing.records)


@given(tables(), tables())
def test_the_same_told_twice_changes_nothing_the_second_time(before, now):
    first = told_by(before)
    second = told_by(now, first.standing, last=first.last)
    third = told_by(now, second.standing, last=second.last)
    assert third.standing.here("lots") is second.standing.here("lots")
    assert everything(third) == everything(second)
    assert third.last["lots"].rows() == second.last["lots"].rows()


@given(tables(), tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(before, now, chance):
    first = told_by(before)
    shuffled = listed(now)
    chance.shuffle(shuffled)
    one = tell(first.standing, {"lots": listed(now)}, last=first.last)
    other = tell(first.standing, {"lots": shuffled}, last=first.last)
    assert one.standing.here("lots").rows() == other.standing.here("lots").rows()
    assert record_set(one.standing.records) == record_set(other.standing.records)
    assert one.last["lots"].rows() == other.last["lots"].rows()


@given(tables("a"), tables("a"), tables("b"), tables("b"))
def test_systems_that_share_no_row_may_tell_in_any_order(a_before, a_now, b_before, b_now):
    def synced(order):
        standing, last = EMPTY_REGION, {"A": {}, "B": {}}
        for system, table in order:
            done = told_by(table, standing, system=system, last=last[system])
            standing, last[system] = done.standing, done.last
        return everything(done)

    a, b = [("A", a_before), ("A", a_now)], [("B", b_before), ("B", b_now)]
    assert synced([*a, *b]) == synced([*b, *a]) == synced([a[0], b[0], a[1], b[1]])


@given(tables(), tables("b"), tables(), st.sampled_from(["", "theirs", "ours"]))
def test_rows_of_other_systems_are_never_touched(mine, others, now, take):
    first = told_by(mine)
    both = told_by(others, first.standing, system="T")
    second = told_by(now, both.standing, last=first.last, take=take)
    rows_of_t = {name: row for name, row in by_id(both.standing).items() if name in others}
    after = by_id(second.standing)
    assert {name: after[name] for name in rows_of_t} == rows_of_t
    of_t = {record for record in record_set(both.standing.records) if record[2] == "T"}
    assert of_t <= record_set(second.standing.records)


triples = st.lists(st.tuples(rows, rows, rows), max_size=6)


@given(triples)
def test_exchanging_the_sides_exchanges_only_whose_value_is_taken(found):
    last, here, there = (
        {name: texts([triple[side][name] for triple in found]) for name in COLUMNS}
        for side in range(3)
    )
    mirror = np.array([SAME, KEPT, TAKEN, ALIKE, CONFLICT])
    one, other = three_way(last, here, there), three_way(last, there, here)
    assert {name: mirror[cell].tolist() for name, cell in one.items()} == {
        name: cell.tolist() for name, cell in other.items()
    }


@given(st.integers(1, 40), st.data())
def test_more_than_a_fifth_is_never_lost_unasked(known, data):
    missing = data.draw(st.integers(0, known))
    table = {f"{n:02d}": {"name": str(n)} for n in range(known)}
    first = told_by(table)
    left = {name: row for name, row in table.items() if int(name) >= missing}
    second = told_by(left, first.standing, last=first.last)
    assert bool(second.refusals) == (missing > 0.2 * known)


def merged(last, here, there, take):
    row = dict(here)
    for group in ONE_THING:
        was, mine, theirs = ([side[column] for column in group] for side in (last, here, there))
        if theirs != was and (mine == was or take != "ours"):
            row.update(zip(group, theirs, strict=True))
    return row


class Histories(RuleBasedStateMachine):
    """People and one system edit and sync, beside a model of plain dictionaries."""

    def __init__(self):
        super().__init__()
        self.synced = told_by({})
        self.there, self.here, self.last, self.away = {}, {}, {}, set()

    @rule(name=st.sampled_from("ab"), row=rows)
    def write_there(self, name, row):
        """Let the system write a row."""
        self.there[name] = dict(row)

    @rule(name=st.sampled_from("ab"))
    def remove_there(self, name):
        """Let the system remove a row."""
        self.there.pop(name, None)

    @rule(name=st.sampled_from("ab"), column=st.sampled_from(COLUMNS), word=words)
    def write_here(self, name, column, word):
        """Let people write a cell."""
        if name in self.here:
            self.here[name][column] = word

    @rule(name=st.sampled_from("ab"))
    def remove_here(self, name):
        """Let people remove a row."""
        self.here.pop(name, None)

    @rule(take=st.sampled_from(["", "theirs", "ours"]))
    def sync(self, take):
        """Sync, and compare with the model."""
        standing = edited(self.synced.standing, "lots", listed(self.here))
        self.synced = told_by(self.there, standing, last=self.synced.last, take=take)
        for name in sorted(self.last.keys() | self.there.keys()):
            if name in self.there:
                self.model_told(name, take)
            else:
                self.model_not_told(name)
        filled = {
            name: {column: cell for column, cell in row.items() if cell}
            for name, row in self.here.items()
        }
        assert by_id(self.synced.standing) == filled
        assert set(self.synced.last["lots"].id) == set(self.last)

    def model_told(self, name, take):
        """Do as the model does with a row that is told."""
        there, last, here = self.there[name], self.last.get(name), self.here.get(name)
        if here is not None:
            self.here[name] = merged(last, here, there, take)
        elif last is None or name in self.away or (last != there and take != "ours"):
            self.here[name] = dict(there)
        self.last[name] = dict(there)
        self.away.discard(name)

    def model_not_told(self, name):
        """Do as the model does with a row that is not told any more."""
        if name not in self.here:
            del self.last[name]
            self.away.discard(name)
        elif name in self.away:
            pass
        elif self.here[name] == self.last[name]:
            del self.here[name], self.last[name]
        else:
            self.away.add(name)


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=100, stateful_step_count=30)
