# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let eight processes save lots at once, the same ones and their own, and miss no saving."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any

from web_loading.asking import CONFLICT, Connection, Request

WRITERS = 8
SHARED = 3
PRESENT_VERSION = re.compile(r'name="version" value="(\d+)"')
Lot = dict[str, Any]


@dataclass(slots=True)
class Told:
    """How savings went: how many of each lot were answered as saved, statuses, locks."""

    saved: Counter[int] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    locked: int = 0


def write_at_once(port: int, session: str, lots: Sequence[Lot], rounds: int) -> Told:
    """Save lots of one organisation from eight processes.

    Some lots are everybody's: there two may come with the same version, and one must be told.
    """
    shared, others = lots[:SHARED], lots[SHARED:]
    told = [(port, session, [*others[n::WRITERS], *shared], rounds) for n in range(WRITERS)]
    found = Told()
    with get_context("spawn").Pool(WRITERS) as processes:
        for one in processes.starmap(write, told):
            found.saved += one.saved
            found.statuses += one.statuses
            found.locked += one.locked
    return found


def write(port: int, session: str, lots: list[Lot], rounds: int) -> Told:
    """Save each lot so many times, coming with the version last seen."""
    connection, told = Connection(port), Told()
    for n in range(rounds):
        for lot in lots:
            form = {name: value for name, value in lot.items() if name != "pk"}
            form["amount"] = str(100 + n)
            answer = connection.ask(Request("write", session, f"/lots/{lot['pk']}/edit", form))
            told.statuses[answer.status] += 1
            told.saved[lot["pk"]] += answer.is_good
            told.locked += "locked" in answer.text
            if answer.is_good:
                lot["version"] += 1
            elif answer.status == CONFLICT:
                lot["version"] = int(PRESENT_VERSION.findall(answer.text)[0])
    return told
