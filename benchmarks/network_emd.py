# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hand lots to POT's ``ot.emd``: a dense matrix, where forbidden pairs are dear."""

from time import process_time

import ot

from measured import peak_mb, seconds_since, tell
from network_whole import handed

MOST_PIVOTS = 100_000_000


def main() -> None:
    """Solve; only that is timed."""
    lots = handed()
    before_mb, start = peak_mb(), process_time()
    told = ot.emd2(lots["have"], lots["need"], lots["cost"], numItermax=MOST_PIVOTS)
    cost_eur = float(told) * float(lots["total_t"])
    seconds = seconds_since(start)
    tell(seconds=seconds, objective_eur=cost_eur, edges=lots["cost"].size, before_mb=before_mb)


if __name__ == "__main__":
    main()
