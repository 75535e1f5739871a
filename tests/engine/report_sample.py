# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write an imaginary plan directory of any size whose numbers agree with each other.

Moves are drawn first; the amounts of the lots follow from them, so every balance holds.
"""

import csv
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
from report_sample_record import COST, START, plan_record

from kotipesa.periods import month_number, month_text

PLACES = {
    "091": (386144, 6676404),
    "049": (374970, 6673756),
    "092": (391500, 6687000),
    "858": (394000, 6699000),
    "257": (357000, 6667000),
    "543": (384000, 6705000),
    "186": (395000, 6706000),
    "753": (405500, 6686000),
    "638": (425500, 6697500),
    "444": (336500, 6682000),
}
MATERIALS = {
    "louhe": ("louhe", "kalliomurske"),
    "savi": ("täyttömaa",),
    "hiekkamoreeni": ("hiekkamoreeni", "täyttömaa"),
    "hiekka": ("hiekka",),
    "täyttömaa": ("täyttömaa",),
    "purkubetoni": ("betonimurske",),
    "sora": ("sora",),
}
STEMS = ("Koivukylän", "Myllypuron", "Suurpellon", "Rantaradan", "Kivistön", "Östersundomin")
WORKS = ("katujärjestelyt", "esirakentaminen", "puisto", "vesihuolto", "raitiotie")
GRADE = {"fitness": "unknown", "contamination": "clean", "sulphide": "no"}


class Sample:
    """One imaginary plan in the making."""

    def __init__(self, lots: int, seed: int, months: int) -> None:
        """Place lots and facilities."""
        self.random = np.random.default_rng(seed)
        self.months = months
        self.moves: list[dict] = []
        self.unmet: dict[str, tuple[float, str]] = {}
        half = lots // 2
        self.haves = [self._lot("have", n, str(m)) for n, m in enumerate(self._materials(half))]
        wanted = [str(self.random.choice(MATERIALS[h["material"]])) for h in self.haves]
        self.needs = [self._lot("need", n, m) for n, m in enumerate(wanted)]
        self.facilities = self._facilities(stores=max(2, lots // 80))

    def _materials(self, count: int) -> list:
        weights = np.array([9, 7, 4, 3, 3, 2, 1], dtype=float)
        return list(self.random.choice(list(MATERIALS), count, p=weights / weights.sum()))

    def _point(self, spread: float = 4200.0) -> tuple[str, float, float]:
        codes = list(PLACES)
        weights = np.array([8, 6, 6, 2, 2, 1, 2, 2, 1, 1], dtype=float)
        code = str(self.random.choice(codes, p=weights / weights.sum()))
        x, y = np.array(PLACES[code]) + self.random.normal(0, spread, 2)
        return code, round(float(x), 1), round(float(y), 1)

    def _lot(self, direction: str, number: int, material: str) -> dict:
        code, x, y = self._point()
        first = int(self.random.integers(0, self.months - 4))
        project = number // 5
        place, work = STEMS[project % len(STEMS)], WORKS[project % len(WORKS)]
        return {
            "id": f"{direction[0].upper()}{number + 1:04d}",
            "direction": direction,
            "material": material,
            "amount_t": 0.0,
            "owner": f"kunta-{code}" if number % 4 else "Rakennus Oy Kivi & Poika",
            "municipality": code,
            "project": f"P{project + 1:03d}",
            "project_name": f"{place} {work}",
            "name": f"{place} {work}, osa {number % 5 + 1}",
            "first": first,
            "last": min(self.months - 1, first + int(self.random.integers(2, 9))),
            **GRADE,
            "sensitivity": ("sealed", "partners", "public")[number % 3],
            "x_m": x,
            "y_m": y,
        }

    def _facilities(self, stores: int) -> list[dict]:
        kinds = [("store", "", "", "Välivarasto")] * stores
        kinds += [("process", "", "", "Murskausasema")] * max(1, stores // 2)
        kinds += [
            ("outlet", "recovery", "", "Meluvalli"),
            ("outlet", "disposal", "", "Maankaatopaikka"),
        ]
        kinds += [("source", "", "virgin", "Kalliokiviainesalue")]
        return [self._facility(n, *kind) for n, kind in enumerate(kinds)]

    def _facility(self, number: int, role: str, outcome: str, origin: str, word: str) -> dict:
        code, x, y = self._point(6000.0)
        return {
            "id": f"{role}{number + 1}",
            "role": role,
            "site": f"S{number + 1}",
            "name": f"{word} {number + 1}",
            "municipality": code,
            "x_m": x,
            "y_m": y,
            "capacity_t": "" if role != "store" else 400_000,
            "capacity_t_per_month": 60_000,
            "eur_per_t": {"store": 1.0, "process": 4.5, "outlet": 6.0, "source": 9.5}[role],
            "owner": "-",
            "outcome": outcome,
            "origin": origin,
        }

    def move(
        self, source: dict, target: dict, tonnes: float, month: int, material: str, part=""
    ) -> None:
        """Haul tonnes between two places."""
        straight = np.hypot(source["x_m"] - target["x_m"], source["y_m"] - target["y_m"]) / 1000
        km = round(1.3 * float(straight), 3)
        self.moves.append(
            {
                "from_kind": source.get("role", "lot"),
                "from_id": source["id"],
                "to_kind": target.get("role", "lot"),
                "to_id": target["id"],
                "part": part,
                "material": material,
                **GRADE,
                "month": month_text(START + month),
                "tonnes": round(tonnes, 3),
                "km": km,
                "eur": round(tonnes * (COST["eur_per_t"] + COST["eur_per_tkm"] * km), 4),
                "kgco2e": round(tonnes * km * COST["kg_per_tkm"], 4),
            }
        )

    def nearest(self, place: dict, role: str, outcome: str = "") -> dict:
        """Find the closest facility of a role."""
        fitting = [f for f in self.facilities if f["role"] == role and f["outcome"] == outcome]
        return min(
            fitting, key=lambda f: np.hypot(f["x_m"] - place["x_m"], f["y_m"] - place["y_m"])
        )

    def draw(self, moves_per_have: int) -> None:
        """Decide for each have where it goes, and top up each need from a source."""
        for have, need in zip(self.haves, self.needs, strict=True):
            tonnes = float(np.round(self.random.lognormal(8.6, 1.1), 0))
            way = self.random.choice(
                ["direct", "store", "process", "outlet", "stay"], p=[0.45, 0.22, 0.13, 0.17, 0.03]
            )
            parts = np.full(moves_per_have, tonnes / moves_per_have)
            for number, part in enumerate(parts):
                getattr(self, f"_{way}")(have, need, float(part), number)
        for need in self.needs[::3]:
            source = self.nearest(need, "source")
            self.move(
                source,
                need,
                float(np.round(self.random.uniform(200, 4000), 0)),
                need["first"],
                need["material"],
            )
        for need in self.needs[1::17]:
            self.unmet[need["id"]] = (500.0, "no_window")

    def _month(self, lot: dict, number: int) -> int:
        return lot["first"] + number % (lot["last"] - lot["first"] + 1)

    def _direct(self, have: dict, need: dict, tonnes: float, number: int) -> None:
        need["first"], need["last"] = have["first"], have["last"]
        self.move(have, need, tonnes, self._month(have, number), have["material"])

    def _store(self, have: dict, need: dict, tonnes: float, number: int) -> None:
        store = self.nearest(have, "store")
        need["first"], need["last"] = have["last"], self.months - 1
        self.move(have, store, tonnes, self._month(have, number), have["material"])
        if have["last"] + number < self.months:
            self.move(store, need, 0.9 * tonnes, have["last"] + number, have["material"])

    def _process(self, have: dict, need: dict, tonnes: float, number: int) -> None:
        plant = self.nearest(have, "process")
        need["first"], need["last"] = have["first"], have["last"]
        month = self._month(have, number)
        self.move(have, plant, tonnes, month, have["material"])
        self.move(plant, need, 0.85 * tonnes, month, need["material"], "product")
        self.move(
            plant,
            self.nearest(plant, "outlet", "disposal"),
            0.1 * tonnes,
            month,
            "täyttömaa",
            "residue",
        )

    def _outlet(self, have: dict, _: dict, tonnes: float, number: int) -> None:
        outcome = "recovery" if have["material"] in ("täyttömaa", "hiekkamoreeni") else "disposal"
        self.move(
            have,
            self.nearest(have, "outlet", outcome),
            tonnes,
            self._month(have, number),
            have["material"],
        )

    def _stay(self, have: dict, _: dict, tonnes: float, __: int) -> None:
        left = self.unmet.get(have["id"], (0.0, ""))[0] + tonnes
        self.unmet[have["id"]] = (
            round(left, 3),
            "no_acceptor" if have["material"] == "savi" else "no_capacity",
        )


def write_sample(
    directory: Path, lots: int = 12, seed: int = 1, months: int = 36, moves_per_have: int = 1
) -> Path:
    """Write a plan directory; the same arguments give the same bytes."""
    sample = Sample(lots, seed, months)
    sample.draw(moves_per_have)
    amounts = _amounts(sample)
    directory.mkdir(parents=True, exist_ok=True)
    lots_written = [_lot_row(lot, amounts[lot["id"]]) for lot in sample.haves + sample.needs]
    stocks, balance = _stocks(sample), _balance(sample, amounts)
    _write(directory / "moves.csv", sample.moves)
    _write(directory / "stocks.csv", stocks)
    _write(directory / "balance.csv", balance)
    _write(
        directory / "unmet.csv",
        [{"lot": k, "tonnes": t, "reason": r} for k, (t, r) in sorted(sample.unmet.items())],
    )
    _write(directory / "explain.csv", _explain(sample))
    _write(directory / "lots.csv", lots_written)
    _write(directory / "facilities.csv", sample.facilities)
    (directory / "plan.json").write_text(
        json.dumps(plan_record(sample, stocks), ensure_ascii=False, indent=1)
    )
    return directory


def _amounts(sample: Sample) -> dict[str, float]:
    amounts: defaultdict[str, float] = defaultdict(float)
    for move in sample.moves:
        for end in ("from", "to"):
            if move[f"{end}_kind"] == "lot":
                amounts[move[f"{end}_id"]] += move["tonnes"]
    for lot, (tonnes, _) in sample.unmet.items():
        amounts[lot] += tonnes
    return amounts


def _lot_row(lot: dict, amount: float) -> dict:
    row = {k: v for k, v in lot.items() if k not in ("first", "last", "amount_t")}
    place = list(row).index("owner")
    items = list(row.items())
    given = [
        ("amount_t", round(amount, 3)),
        ("amount_low_t", round(0.8 * amount, 3)),
        ("amount_high_t", round(1.25 * amount, 3)),
    ]
    months = [("from", month_text(START + lot["first"])), ("to", month_text(START + lot["last"]))]
    return dict(items[:place] + given + items[place:] + months)


def _stocks(sample: Sample) -> list[dict]:
    rows = []
    flows: defaultdict[tuple, np.ndarray] = defaultdict(lambda: np.zeros(sample.months))
    for move in sample.moves:
        month = month_number(move["month"]) - START
        if move["to_kind"] == "store":
            flows[move["to_id"], move["material"]][month] += move["tonnes"]
        if move["from_kind"] == "store":
            flows[move["from_id"], move["material"]][month] -= move["tonnes"]
    for (store, material), flow in sorted(flows.items()):
        for month, tonnes in enumerate(np.cumsum(flow)):
            if tonnes > 1e-6:
                rows.append(
                    {
                        "store": store,
                        "material": material,
                        **GRADE,
                        "month": month_text(START + month),
                        "tonnes": round(float(tonnes), 3),
                    }
                )
    return rows


def _balance(sample: Sample, amounts: dict[str, float]) -> list[dict]:
    cells: defaultdict[tuple, np.ndarray] = defaultdict(lambda: np.zeros((2, sample.months)))
    for lot in sample.haves + sample.needs:
        span = slice(lot["first"], lot["last"] + 1)
        share = amounts[lot["id"]] / (lot["last"] + 1 - lot["first"])
        cells[lot["municipality"], lot["material"]][int(lot["direction"] == "need"), span] += share
    rows = []
    for (municipality, material), (have, need) in sorted(cells.items()):
        columns = {"surplus": have, "need": need, "net": have - need}
        columns |= {"cumulative": np.cumsum(have - need)}
        columns |= {f"{n}_low": 0.8 * c for n, c in (("surplus", have), ("need", need))}
        columns |= {f"{n}_high": 1.25 * c for n, c in (("surplus", have), ("need", need))}
        rows += [
            {
                "municipality": municipality,
                "material": material,
                "month": month_text(START + month),
                **{f"{name}_t": round(float(c[month]), 3) for name, c in columns.items()},
            }
            for month in range(sample.months)
        ]
    return rows


def _explain(sample: Sample) -> list[dict]:
    rows = []
    outlet = next(f["id"] for f in sample.facilities if f["role"] == "outlet")
    for lot in sample.haves + sample.needs:
        price = round(float(sample.random.normal(5.0, 3.0)), 3)
        month = month_text(START + lot["first"])
        binding = f"intake:{outlet}:{month}|unmet_price" if price > 8 else ""
        rows.append({"lot": lot["id"], "price_eur_per_t": price, "binding": binding})
    return rows


def _write(path: Path, rows: list[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
