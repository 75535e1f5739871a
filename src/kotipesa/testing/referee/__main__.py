# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Solve region folders and print one JSON object a line: status, objective, price of each lot."""

import argparse
import json
import sys
from pathlib import Path

from kotipesa.region import read
from kotipesa.testing.referee.model import solve


def main() -> None:
    """Read the command line, solve, print."""
    parser = argparse.ArgumentParser(prog="python -m kotipesa.testing.referee", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="REGION")
    parser.add_argument("--open", action="append", default=[], metavar="ID", dest="opened")
    asked = parser.parse_args()
    for folder in asked.folders:
        region = read(folder)
        answer = solve(region, asked.opened)
        prices = {str(region.lots.id[row]): price for row, price in answer.prices}
        verdict = {"status": answer.status, "objective_eur": answer.objective_eur, "prices": prices}
        sys.stdout.write(json.dumps(verdict) + "\n")


if __name__ == "__main__":
    main()
