# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep the program of a plan, change it with its problem, and solve on from where it stands.

Rows and columns are never taken away. What is gone is held at nothing: a row without bounds, a
column that may carry no tonne. What is new is written at the end.
"""

from copy import copy
from dataclasses import replace

import numpy as np
from scipy.sparse import csc_array

from kotipesa.arrays import Indices, Numbers
from kotipesa.errors import InternalError
from kotipesa.errors import problem as found
from kotipesa.plan.model.columns import (
    Columns,
    arc_columns,
    arc_cost,
    broken_lock_columns,
    stock_columns,
)
from kotipesa.plan.model.rows import NO_ROW, with_rows_for
from kotipesa.plan.problem.arcs import Arcs, found_in, joined
from kotipesa.plan.problem.haulage import Haulage
from kotipesa.plan.problem.problem import Problem
from kotipesa.plan.problem.renumbering import (
    GONE,
    Renumbering,
    has_same_frame,
    is_same_but_tonnes,
    renumbered,
)
from kotipesa.plan.problem.rules import (
    is_accepted,
    is_in_time,
    is_reachable,
    is_route,
)
from kotipesa.plan.replan.before import Before
from kotipesa.plan.replan.fresh_rows import FreshRows
from kotipesa.plan.solve.beginning import paying_arcs
from kotipesa.plan.solve.duals import Duals, named_duals
from kotipesa.plan.solve.generation import Flows, proven, solve
from kotipesa.plan.solve.highs import Answer
from kotipesa.plan.solve.master import Master
from kotipesa.plan.solve.memory import Memory
from kotipesa.plan.solve.pricing import price
from kotipesa.plan.solve.start import Start
from kotipesa.plan.solve.terrain import terrain, with_tonnes_of

_NOISE_T = 1e-9
_MORE_ARCS = 6  # per lot, each round


class Standing:
    """The program of a problem that may change.

    arcs, column: those that have their ends, and where they stand; is_open: which of them the rules
    allow; unmet, broken: columns of lots and agreements; stock: the first column by store and
    grade; is_law: rows that hold a balance of nothing.
    """

    def __init__(self, master: Master) -> None:
        """Take over the program of a plan."""
        problem = master.problem
        self.problem, self.rows, self.program = problem, master.rows, master.program
        self.program.go_in_small_steps()
        self.arcs, self.column, self.stock = master.places()
        self.is_open = np.ones(len(self.arcs), dtype=bool)
        self.cost = arc_cost(problem, self.arcs)
        self.unmet = np.arange(problem.lot_count)
        self.broken = problem.lot_count + np.arange(len(problem.lock_t))
        self.columns = master.columns
        self._ground, self._memory = terrain(problem), Memory()
        self.is_law = np.zeros(len(self.rows), dtype=bool)
        for first in (self.rows.store, self.rows.process):
            months = first[first != NO_ROW][:, None] + np.arange(problem.months)
            self.is_law[months.ravel()] = True

    def can_become(self, new: Problem) -> bool:
        """Tell whether the program of another problem has the same laws over the same months."""
        same_share = self.problem.min_recovery_share == new.min_recovery_share
        return same_share and has_same_frame(self.problem, new)

    def change(self, new: Problem) -> None:
        """Make it the program of another problem that it can become."""
        if is_same_but_tonnes(self.problem, new):
            self.problem, self._ground = new, with_tonnes_of(self._ground, new)
        else:
            self._carry(new)
        self.program.set_bounds(*self._bounds())

    def _carry(self, new: Problem) -> None:
        """Carry columns, rows and costs over to another problem."""
        move = renumbered(self.problem, new)
        same_hauls = _same_hauls(self.problem.haul, new.haul)
        self._carry_columns(new, move)
        self._carry_rows(new, move)
        costs_as_before = same_hauls and _same_costs(self.problem, new, move)
        self.problem = new
        self._ground = terrain(new, ways=self._ground.ways if same_hauls else None)
        if not costs_as_before:
            self._price_anew()
        self.add(new.locked)

    def _carry_columns(self, new: Problem, move: Renumbering) -> None:
        """Give arcs their new numbers; shut those whose ends are gone or that break a rule."""
        arcs, there = move.arcs(self.arcs)
        allowed = np.ones(len(arcs), dtype=bool)
        for rule in (is_route, is_in_time, is_reachable, is_accepted):
            allowed[allowed] = rule(new, arcs.take(allowed))
        gone, was_open = self.column[~there & self.is_open], self.is_open[there]
        self.arcs, self.column, self.cost = arcs, self.column[there], self.cost[there]
        shut = np.concatenate([gone, self.column[was_open & ~allowed]])
        opened = self.column[allowed & ~was_open]
        self.is_open = allowed
        self._hold(shut, 0.0)
        self._hold(opened, np.inf)
        stock = np.full((len(new.plants), len(new.grades)), NO_ROW)
        plant, grade = np.nonzero(self.stock != NO_ROW)
        kept = (move.plant[plant] != GONE) & (move.grade[grade] != GONE)
        plant, grade = plant[kept], grade[kept]
        stock[move.plant[plant], move.grade[grade]] = self.stock[plant, grade]
        self.stock = stock

    def _carry_rows(self, new: Problem, move: Renumbering) -> None:
        """Give rows their new places, and write those that are missing."""
        old = self.problem
        fresh = FreshRows(new, self.rows, move, old.lot_count)
        same_locks = fresh.keep_locks(old, new, move)
        self._hold(self.unmet[move.node[: old.lot_count] == GONE], 0.0)
        unmet = np.full(new.lot_count, GONE)
        stays = move.node[: old.lot_count] != GONE
        unmet[move.node[: old.lot_count][stays]] = self.unmet[stays]
        count = len(fresh.rows) - len(self.rows)
        matrix = fresh.entries(new, self.arcs, self.column, self.stock, self.columns)
        self.rows = fresh.rows
        self.is_law = np.append(self.is_law, np.zeros(count, dtype=bool))
        unbounded = np.full(count, np.inf)
        self.program.add_rows(-unbounded, unbounded, matrix)
        added = np.flatnonzero(unmet == GONE)
        unmet[added] = self._add_alone(self.rows.lot[added], new.unmet_eur_per_t)
        self.unmet = unmet
        if not same_locks:
            self._hold(self.broken, 0.0)
            columns = broken_lock_columns(new, self.rows)
            self.broken = self.columns + np.arange(len(columns.cost))
            self._append(columns)

    def _add_alone(self, rows: Indices, cost: float) -> Indices:
        """Add a column to each of some rows, and tell where they stand."""
        count = len(rows)
        shape = (len(self.rows), count)
        matrix = csc_array((np.ones(count), (rows, np.arange(count))), shape=shape)
        first = self.columns
        self._append(Columns(np.full(count, cost), matrix))
        return first + np.arange(count)

    def _append(self, columns: Columns) -> None:
        self.program.add_columns(columns)
        self.columns += len(columns.cost)

    def _hold(self, columns: Indices, most_t: float) -> None:
        if len(columns):
            none = np.zeros(len(columns))
            self.program.set_column_bounds(columns, none, np.full(len(columns), most_t))

    def _price_anew(self) -> None:
        """Let every column cost what it does now."""
        problem = self.problem
        now = arc_cost(problem, self.arcs)
        cost = np.where(np.isfinite(now), now, self.cost)
        changed = cost != self.cost
        self.cost = cost
        months = np.arange(problem.months)
        stock = (self.stock[self.stock != NO_ROW][:, None] + months).ravel()
        stored = np.full(problem.months, problem.stock_eur_per_t_month)
        stored[-1] += problem.end_stock_eur_per_t
        broken = broken_lock_columns(problem, self.rows).cost
        places = np.concatenate([self.column[changed], stock, self.unmet, self.broken])
        unmet = np.full(len(self.unmet), problem.unmet_eur_per_t)
        stocks = np.tile(stored, len(stock) // problem.months)
        self.program.set_costs(places, np.concatenate([cost[changed], stocks, unmet, broken]))

    def _bounds(self) -> tuple[Numbers, Numbers]:
        """Write tonnes and capacities as bounds; rows of what is gone have none."""
        problem, rows, plants = self.problem, self.rows, self.problem.plants
        lower, upper = np.full(len(rows), -np.inf), np.full(len(rows), np.inf)
        lower[self.is_law] = upper[self.is_law] = 0.0
        lower[rows.lot] = upper[rows.lot] = problem.lot_tonnes
        for places, caps in (
            (rows.month, plants.month_cap_t[:, None]),
            (rows.total, plants.total_cap_t),
            (rows.stock_cap, plants.total_cap_t[:, None]),
        ):
            there = places != NO_ROW
            upper[places[there]] = np.broadcast_to(caps, places.shape)[there]
        if rows.recovery != NO_ROW:
            lower[rows.recovery] = 0.0
        lower[rows.lock] = problem.lock_t
        return lower, upper

    def add(self, arcs: Arcs) -> bool:
        """Add the arcs that are new, with the rows and stocks they need; tell if any was."""
        problem = self.problem
        size = (len(problem.node_site), len(problem.grades), problem.months)
        keys, first = np.unique(arcs.keys(*size), return_index=True)
        _, known = found_in(keys, self.arcs.keys(*size))
        if known.all():
            return False
        fresh, before = arcs.take(np.sort(first[~known])), len(self.rows)
        self.rows, stores, grades = with_rows_for(self.rows, fresh, problem)
        zeros = np.zeros(len(self.rows) - before)
        self.program.add_rows(zeros, zeros)
        self.is_law = np.append(self.is_law, np.ones(len(zeros), dtype=bool))
        self.stock[stores, grades] = self.columns + problem.months * np.arange(len(stores))
        self._append(stock_columns(problem, self.rows, stores, grades))
        columns = arc_columns(problem, self.rows, fresh)
        self.column = np.append(self.column, self.columns + np.arange(len(fresh)))
        self._append(columns)
        self.arcs = joined([self.arcs, fresh])
        self.cost = np.append(self.cost, columns.cost)
        self.is_open = np.append(self.is_open, np.ones(len(fresh), dtype=bool))
        return True

    @classmethod
    def made_for(cls, problem: Problem, start: Start | None = None) -> "Standing":
        """Begin without anything from before, or where a like plan ended."""
        master = solve(problem, start=start).master
        if master is None:
            raise InternalError([found("solver_failed", status="no program")])
        return cls(master)

    def solve(self) -> Flows:
        """Solve until no arc there is pays any more."""
        answer, proof, lower_eur, rounds = self._optimum()
        flows = self._flows(answer.values[self.column], answer, proof, rounds)
        return _told(flows, answer.objective_eur, lower_eur)

    def copied(self) -> "Standing":
        """Make another that may be solved otherwise without disturbing this one."""
        twin = copy(self)
        twin.program, twin.stock = self.program.copied(), self.stock.copy()
        return twin

    def stay(self, optimum: Flows, before: Before, eur_per_t: float) -> Flows:
        """Solve as if each tonne that goes as it did were worth so many euros, aside.

        The bound and its prices are those of the optimum. What it is worth stays in the program.
        """
        columns = arc_columns(self.problem, self.rows, before.arcs)
        places = self.columns + np.arange(len(columns.cost))
        self._append(Columns(columns.cost - eur_per_t, columns.matrix))
        if len(places):
            self.program.set_column_bounds(places, np.zeros(len(places)), before.tonnes)
        answer, _, _, rounds = self._optimum()
        kept = answer.values[places]
        tonnes = np.concatenate([answer.values[self.column], kept])
        rounds += optimum.rounds
        flows = self._flows(tonnes, answer, optimum.duals, rounds, also=before.arcs)
        cost_eur = answer.objective_eur + eur_per_t * float(kept.sum())
        return _told(flows, cost_eur, optimum.lower_bound_eur)

    def _optimum(self) -> tuple[Answer, Duals, float, int]:
        """Solve and price in turns; give the answer, the best proof, its bound, and the rounds."""
        problem, rounds = self.problem, 0
        ground, lower_eur = self._ground, -np.inf
        while True:
            rounds += 1
            answer = self.program.solve(np.inf)
            duals = named_duals(problem, self.rows, answer.duals)
            priced = price(problem, ground, duals, _MORE_ARCS, self._memory)
            if priced.lower_bound_eur >= lower_eur:
                lower_eur, proof = priced.lower_bound_eur, duals
            if priced.clean or not self.add(paying_arcs(problem, ground, duals, priced)):
                return answer, proof, lower_eur, rounds

    def _flows(
        self,
        tonnes: Numbers,
        answer: Answer,
        proof: Duals,
        rounds: int,
        *,
        also: Arcs | None = None,
    ) -> Flows:
        """Name what carries something; also: arcs whose tonnes follow those of all the others."""
        arcs = self.arcs if also is None else joined([self.arcs, also])
        used = np.flatnonzero(tonnes > _NOISE_T)
        return Flows(
            "",
            arcs.take(used),
            tonnes[used],
            answer.values[self.broken],
            proof,
            np.inf,
            -np.inf,
            rounds,
        )


def _same_hauls(old: Haulage, new: Haulage) -> bool:
    """Tell whether no haul between two sites has another price."""
    names = ("km", "site", "own_eur_per_t", "own_kgco2e_per_t")
    prices = ("loading_eur_per_t", "driving_eur_per_tkm", "kgco2e_per_tkm", "carbon_eur_per_kg")
    return all(getattr(old, name) is getattr(new, name) for name in names) and all(
        getattr(old, name) == getattr(new, name) for name in prices
    )


def _same_costs(old: Problem, new: Problem, move: Renumbering) -> bool:
    """Tell whether nothing that stays is elsewhere or has another price, hauls aside."""
    stays, plants = move.node != GONE, move.plant != GONE
    fees = old.plants.price_eur_per_t[plants], new.plants.price_eur_per_t[move.plant[plants]]
    names = ("unmet_eur_per_t", "stock_eur_per_t_month", "end_stock_eur_per_t")
    return (
        np.array_equal(old.node_site[stays], new.node_site[move.node[stays]])
        and np.array_equal(*fees)
        and all(getattr(old, name) == getattr(new, name) for name in names)
    )


def _told(flows: Flows, objective_eur: float, lower_eur: float) -> Flows:
    """Write what flows cost, and how near the best that is."""
    status = proven(objective_eur, lower_eur)
    return replace(flows, status=status, objective_eur=objective_eur, lower_bound_eur=lower_eur)
