# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Look at every arc between lots, and between lots and plants, in compiled loops.

Needs stand in clusters: neighbours of one acceptance group with windows of about the same time.
No haul from a site into a cluster costs less than the straight line to its box does, at the least
price per metre that any two sites have; where even that leaves nothing to gain on the cluster's
dearest need, the whole cluster is passed over. So it is where an earlier look left more to spare
than prices have risen since (``memory.py``). A least reduced cost is exact below 0, but for
rounding (``_SURE``); above it may be greater than given.
"""

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.plan.kernels import kernel
from kotipesa.plan.solve.shapes import Best, Clusters, Gates, LotColumns, Stops, Ways, Whole

NEGATIVE = -1e-7
"""Euros per tonne: what counts as a worthwhile arc."""
_ENOUGH = 3.0  # partners enough could take a lot so many times over
_SURE = 1e-9  # euros per tonne: what rounding may hide in a bound


@kernel
def _remember(best: Best, lot: int, partner: int, cost: float) -> None:
    """Put a partner in its place among the cheapest; of equals the earlier stays before."""
    costs, partners = best.cost[lot], best.partner[lot]
    place = best.known[lot]
    if place < len(costs):
        best.known[lot] += 1
    elif cost >= costs[place - 1]:
        return
    else:
        place -= 1
    while place > 0 and costs[place - 1] > cost:
        costs[place] = costs[place - 1]
        partners[place] = partners[place - 1]
        place -= 1
    costs[place] = cost
    partners[place] = partner


@kernel
def _haul(fixed: float, per_km: float, km: float) -> float:
    """Price the haul of a tonne; inf where there is no way."""
    return fixed + per_km * km if km < np.inf else np.inf


@kernel
def _km(ways: Ways, tail: int, head: int) -> float:
    """Look the kilometres between two sites up, or measure them; inf where there is no way."""
    if len(ways.km):
        told: float = ways.km[tail, head]
        return told
    dx, dy = ways.x_m[tail] - ways.x_m[head], ways.y_m[tail] - ways.y_m[head]
    km: float = np.sqrt(dx * dx + dy * dy) * ways.km_per_m
    return km if km <= ways.most_km else np.inf


@kernel
def _line_m(x: float, y: float, box: Numbers) -> float:
    """Measure the straight line from a place to a box, in metres."""
    dx = max(box[0] - x, 0.0, x - box[1])
    dy = max(box[2] - y, 0.0, y - box[3])
    line_m: float = np.sqrt(dx * dx + dy * dy)
    return line_m


@kernel
def _peaks(clusters: Clusters, values: Numbers) -> Numbers:
    """Find the greatest value of a need in each cluster."""
    in_order = values[clusters.need]
    peak = np.empty(len(clusters.first))
    for c in range(len(peak)):
        peak[c] = in_order[clusters.start[c] : clusters.start[c + 1]].max()
    return peak


@kernel
def lowered(
    givers: LotColumns, clusters: Clusters, spare: Numbers, worth_rise: Numbers, value_rise: Numbers
) -> Numbers:
    """Bound what is to spare by have and cluster after prices rose by so much, from below."""
    rise, left, at = _peaks(clusters, value_rise), np.empty(len(spare)), 0
    for h in range(len(givers.sort)):
        sort = givers.sort[h]
        for place in range(clusters.sort_start[sort], clusters.sort_start[sort + 1]):
            left[at] = spare[at] - worth_rise[h] - rise[clusters.by_sort[place]]
            at += 1
    return left


@kernel
def scan_direct(
    ways: Ways,
    givers: LotColumns,
    clusters: Clusters,
    worth: Numbers,
    value: Numbers,
    spare: Numbers,
    of_have: Best,
    of_need: Best,
) -> Numbers:
    """Price every arc from have to need: the least of each have, and the best that pay.

    worth: of a tonne leaving each have; value: of a tonne reaching each need; spare: by have and
    cluster what no arc costs less than, which is known better afterwards; empty: not of interest.
    """
    peak, valued = _peaks(clusters, value), value[clusters.need]
    least, at, told = np.full(len(givers.site), np.inf), -1, len(spare) > 0
    for h in range(len(givers.site)):
        sort, site, own = givers.sort[h], givers.site[h], worth[h]
        first, last = givers.first[h], givers.last[h]
        for place in range(clusters.sort_start[sort], clusters.sort_start[sort + 1]):
            at += 1
            if told and spare[at] >= -_SURE:
                least[h] = min(least[h], spare[at])
                continue
            c = clusters.by_sort[place]
            nearest = np.inf
            if first <= clusters.last[c] and clusters.first[c] <= last:
                line_m = _line_m(ways.x_m[site], ways.y_m[site], clusters.box[c])
                nearest = ways.fixed + ways.per_m * line_m - peak[c] - own
            if not nearest >= _SURE:  # so that nan is looked at too
                nearest = np.inf
                for n in range(clusters.start[c], clusters.start[c + 1]):
                    if first > clusters.need_last[n] or clusters.need_first[n] > last:
                        continue
                    haul = _haul(ways.fixed, ways.per_km, _km(ways, site, clusters.site[n]))
                    cost = haul - valued[n] - own
                    nearest = min(nearest, cost)
                    if cost < NEGATIVE:
                        _remember(of_have, h, clusters.need[n], cost)
                        _remember(of_need, clusters.need[n], h, cost)
                least[h] = min(least[h], nearest)
            if told:
                spare[at] = nearest
    return least


@kernel
def scan_stops(
    ways: Ways,
    clusters: Clusters,
    stops: Stops,
    value: Numbers,
    entry: Numbers,
    best: Best,
) -> None:
    """Find the cheapest needs for a tonne at each stop, paying or not.

    value: of a tonne reaching each need, which the haul is less; entry: as in ``scan_gates``.
    """
    peak, valued = _peaks(clusters, value), value[clusters.need]
    for s in range(len(stops.site)):
        sort, site, month = stops.sort[s], stops.site[s], stops.month[s]
        x, y, worst = ways.x_m[site], ways.y_m[site], best.cost[s]
        for place in range(clusters.sort_start[sort], clusters.sort_start[sort + 1]):
            c = clusters.by_sort[place]
            if month > clusters.last[c] or clusters.first[c] > month:
                continue
            line = ways.fixed + ways.per_m * _line_m(x, y, clusters.box[c])
            if best.known[s] == len(worst) and line - peak[c] >= worst[-1]:
                continue
            for n in range(clusters.start[c], clusters.start[c + 1]):
                if month > clusters.need_last[n] or clusters.need_first[n] > month:
                    continue
                cost = _haul(ways.fixed, ways.per_km, _km(ways, site, clusters.site[n])) - valued[n]
                if len(entry):
                    cost += entry[stops.plant[s], clusters.need[n]]
                if cost < np.inf:
                    _remember(best, s, clusters.need[n], cost)


@kernel
def picked(best: Best, few: int, lot_t: Numbers, partner_t: Numbers) -> Whole:
    """Pick of each lot a few partners, and more until their tonnes are enough: rows of pairs."""
    pairs = np.empty((np.sum(best.known), 2), dtype=np.int32)
    size = 0
    for lot in range(len(lot_t)):
        before_t = 0.0
        for place in range(best.known[lot]):
            if place >= few and before_t >= _ENOUGH * lot_t[lot]:
                break
            partner = best.partner[lot, place]
            before_t += partner_t[partner]
            pairs[size, 0], pairs[size, 1] = lot, partner
            size += 1
    return pairs[:size].copy()


@kernel
def _between(ways: Ways, lot: int, gate: int, enters: bool) -> float:
    """Give the kilometres from a lot into a gate, or out of a gate to a lot (rows of sites)."""
    return _km(ways, lot, gate) if enters else _km(ways, gate, lot)


@kernel
def scan_gates(
    ways: Ways, lots: LotColumns, gates: Gates, worth: Numbers, entry: Numbers, best: Best
) -> Numbers:
    """Price every arc between lots and plants: the least of each lot, and the best that pay.

    worth: of a tonne of each lot; entry: what each pays to use plants at all (plants × lots),
    nothing where it has no rows.
    """
    least = np.full(len(lots.site), np.inf)
    enters = len(lots.sort) > 0
    for lot in range(len(lots.site)):
        kind, own = lots.kind[lot], worth[lot]
        for g in range(len(gates.plant)):
            if not gates.takes[g, lots.origin[lot]]:
                continue
            if lots.only_outlets[lot] and not gates.outlet[g]:
                continue
            km = _between(ways, lots.site[lot], gates.site[g], enters)
            way = _haul(ways.fixed, ways.per_km, km)
            if len(entry):
                way += entry[gates.plant[g], lot]
            if way + gates.least[g, kind] - own >= _SURE:
                continue
            gate = np.inf
            for m in range(lots.first[lot], lots.last[lot] + 1):
                gate = min(gate, gates.eur_per_t[g, kind, m])
            cost = way + gate - own
            least[lot] = min(least[lot], cost)
            if cost < NEGATIVE:
                _remember(best, lot, g, cost)
    return least


@kernel
def best_months(
    ways: Ways, lots: LotColumns, gates: Gates, worth: Numbers, entry: Numbers, pairs: Whole
) -> Whole:
    """Pick the cheapest month that pays of each pair of lot and gate, more where gates are narrow.

    Gives rows of lot, plant and month.
    """
    months = gates.eur_per_t.shape[2]
    rows = np.empty((len(pairs) * months, 3), dtype=np.int32)
    size, enters = 0, len(lots.sort) > 0
    cost = np.empty(months)
    for row in range(len(pairs)):
        lot, g = pairs[row, 0], pairs[row, 1]
        km = _between(ways, lots.site[lot], gates.site[g], enters)
        way = _haul(ways.fixed, ways.per_km, km)
        if len(entry):
            way += entry[gates.plant[g], lot]
        cost[:] = np.inf
        for m in range(lots.first[lot], lots.last[lot] + 1):
            cost[m] = way + gates.eur_per_t[g, lots.kind[lot], m] - worth[lot]
        wanted = 1.0
        if 0.0 < gates.month_t[g] < np.inf:
            wanted = np.ceil(_ENOUGH * lots.tonnes[lot] / gates.month_t[g])
        month = np.argmin(cost)
        while wanted >= 1.0 and cost[month] < NEGATIVE:
            rows[size, 0], rows[size, 1], rows[size, 2] = lot, gates.plant[g], month
            size += 1
            wanted -= 1.0
            cost[month] = np.inf
            month = np.argmin(cost)
    return rows[:size].copy()


@kernel
def scan_sinks(
    ways: Ways, takers: LotColumns, plants: Whole, sites: Whole, value: Numbers, entry: Numbers
) -> Numbers:
    """Find the cheapest need for a tonne at each of some plants: plants × groups × months.

    sites: of those plants; value: of a tonne reaching each need, which the haul is less; the
    result has as many groups and months as needs use.
    """
    groups, months = 0, 0
    for n in range(len(takers.site)):
        groups, months = max(groups, takers.kind[n] + 1), max(months, takers.last[n] + 1)
    least = np.full((len(plants), groups, months), np.inf)
    for p in range(len(plants)):
        for n in range(len(takers.site)):
            km = _km(ways, sites[p], takers.site[n])
            cost = _haul(ways.fixed, ways.per_km, km) - value[n]
            if len(entry):
                cost += entry[plants[p], n]
            run = least[p, takers.kind[n]]
            for m in range(takers.first[n], takers.last[n] + 1):
                run[m] = min(run[m], cost)
    return least
