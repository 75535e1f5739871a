# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Turn a capacitated warehouse location problem of the OR-Library into a region.

Customers have surplus, warehouses are outlets not built yet: opening one costs its fixed cost, and
a tonne to it what the file says of the customer's demand. J. E. Beasley, "An algorithm for solving
large capacitated warehouse location problems", EJOR 33 (1988) 314-325.
"""

from collections.abc import Iterator
from itertools import islice

from kotipesa.testing.draft import Draft, Row

_DEAREST = 10.0  # times the dearest haul: what unmet tonnes cost


def warehouse_tables(text: str) -> Draft:
    """Draft the region of one file's text; customers without demand are left out."""
    numbers = iter([float(word) for word in text.split()])
    sites, customers = (int(next(numbers)) for _ in range(2))
    warehouses = [(next(numbers), next(numbers)) for _ in range(sites)]
    hauls = [row for row in _customers(numbers, sites, customers) if row[0] > 0]
    dearest = max(cost / demand for demand, costs in hauls for cost in costs)
    places = [f"w{n + 1}" for n in range(sites)] + [f"c{n + 1}" for n in range(len(hauls))]
    tables: dict[str, list[Row]] = {
        "lots": [_lot(n, demand) for n, (demand, _) in enumerate(hauls)],
        "sites": [
            {"id": name, "x": "385000", "y": "6680000", "crs": "EPSG:3067"} for name in places
        ],
        "facilities": [_warehouse(n, *told) for n, told in enumerate(warehouses)],
        "distances": [
            {"from_site": f"c{n + 1}", "to_site": f"w{k + 1}", "eur_per_t": repr(cost / demand)}
            for n, (demand, costs) in enumerate(hauls)
            for k, cost in enumerate(costs)
        ],
        "materials": [
            {"code": "goods", "t_per_m3ktr": "1", "itd_per_ktr": "1", "rtr_per_ktr": "1"}
        ],
    }
    settings = {"start": "2026-01", "months": 1, "distances": "explicit"}
    return Draft(tables, settings | {"unmet_eur_per_t": _DEAREST * dearest})


def _customers(
    numbers: Iterator[float], sites: int, customers: int
) -> Iterator[tuple[float, list[float]]]:
    """Read each customer's demand, and what all of it costs to each warehouse."""
    for _ in range(customers):
        yield next(numbers), list(islice(numbers, sites))


def _lot(number: int, demand: float) -> Row:
    name = f"c{number + 1}"
    moment = {"from": "2026-01", "to": "2026-01"}
    goods = {"direction": "have", "material": "goods", "amount": repr(demand), "unit": "t"}
    return {"id": name, "site": name} | goods | moment


def _warehouse(number: int, capacity: float, fixed: float) -> Row:
    name = f"w{number + 1}"
    money = {"capacity_t": repr(capacity), "fixed_eur": repr(fixed)}
    return {"id": name, "role": "outlet", "site": name} | money
