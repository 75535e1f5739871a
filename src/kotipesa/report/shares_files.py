# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write who pays what as shares.json and shares.csv, both or neither; read one party's own back.

Numbers keep all their digits: shares add up to the joint cost within a millionth of a euro.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from kotipesa.arrays import Numbers
from kotipesa.errors import InputError, UsageError, Where, problem
from kotipesa.report.plain_files import write_json, write_rows
from kotipesa.report.whole_file import whole_file
from kotipesa.shares import RULES, Shares
from kotipesa.sources.harmless import refuse_formulas
from kotipesa.sources.limits import shown

JSON_FILE, CSV_FILE = "shares.json", "shares.csv"


def write_shares(shares: Shares, directory: Path) -> None:
    """Write both files into a directory, made where there is none."""
    rows = party_rows(shares)
    names = [str(row["party"]) for row in rows]
    refuse_formulas(CSV_FILE, {"party": names})
    directory.mkdir(parents=True, exist_ok=True)
    with (
        whole_file(directory / JSON_FILE) as json_path,
        whole_file(directory / CSV_FILE) as csv_path,
    ):
        write_json(shares_record(shares), json_path)
        write_rows(list(rows[0]), rows, csv_path)


def shares_record(shares: Shares) -> dict[str, Any]:
    """Give the content of shares.json."""
    asked, prices = shares.asked, shares.owen
    return {
        "by": asked.by,
        "rights": asked.rights,
        "opened": sorted(asked.open_ids),
        "joint_eur": shares.joint_eur,
        "alone_eur": float(shares.alone_eur.sum()),
        "saving_eur": float(shares.alone_eur.sum()) - shares.joint_eur,
        "agreed_eur": float(shares.agreed_eur.sum()),
        "fixed_eur": float(shares.fixed_eur.sum()),
        "coalitions": shares.coalitions,
        "all_coalitions": shares.is_complete,
        "core_empty": shares.core_is_empty,
        "in_core": {name: rule.in_core if rule else None for name, rule in shares.rules.items()},
        "shapley_orders": None if shares.is_complete else asked.orders,
        "seed": None if shares.is_complete else asked.seed,
        "owen_unique": prices.is_unique,
        "rents": [
            {"facility": name, "owner": owner, "rent_eur": rent}
            for name, owner, rent in zip(
                shares.facility, shares.facility_owner, prices.plant_rent_eur.tolist(), strict=True
            )
            if rent
        ],
        "parties": party_rows(shares),
    }


def party_rows(shares: Shares) -> list[dict[str, Any]]:
    """Give one row a party: costs in euros, None for what was not worked out."""
    prices = shares.owen
    columns: dict[str, Any] = {
        "party": shares.parties.tolist(),
        "tonnes": shares.tonnes.tolist(),
        "alone_eur": shares.alone_eur.tolist(),
    }
    for name in RULES:
        rule = shares.rules[name]
        columns |= _rule_columns(name, rule.eur if rule else None, shares.alone_eur)
    drawn = shares.rules["shapley"]
    columns |= {
        "shapley_error_eur": _listed(drawn.error_eur if drawn else None, len(shares.parties)),
        "owen_low_eur": (prices.low_eur + shares.agreed_eur).tolist(),
        "owen_high_eur": (prices.high_eur + shares.agreed_eur).tolist(),
        "owen_tonnes_eur": prices.tonnes_eur.tolist(),
        "owen_rent_eur": prices.rent_eur.tolist(),
        "agreed_eur": shares.agreed_eur.tolist(),
        "fixed_eur": shares.fixed_eur.tolist(),
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def own_row(rows: list[dict[str, Any]], party: str) -> dict[str, Any]:
    """Pick a party's own row; raises UsageError for one that is not there."""
    for row in rows:
        if row["party"] == party:
            return row
    raise UsageError([problem("shares_unknown_party", party=shown(party))])


def read_party_rows(directory: Path) -> list[dict[str, Any]]:
    """Read the rows of shares.json back; raises InputError where there is none to read."""
    path = directory / JSON_FILE
    if not path.is_file():
        raise InputError([problem("path_not_found", Where(path.name), path=path.name)])
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return [dict(row) | {"party": str(row["party"])} for row in record["parties"]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        unclear = problem("shares_file_unclear", Where(path.name), reason=shown(str(fault)))
        raise InputError([unclear]) from fault


def _rule_columns(name: str, eur: Numbers | None, alone_eur: Numbers) -> dict[str, list[Any]]:
    """Give what each pays by a rule, and saves against paying alone."""
    saving = None if eur is None else alone_eur - eur
    count = len(alone_eur)
    return {f"{name}_eur": _listed(eur, count), f"{name}_saving_eur": _listed(saving, count)}


def _listed(values: Numbers | None, count: int) -> list[float | None]:
    return [None] * count if values is None else np.asarray(values).tolist()
