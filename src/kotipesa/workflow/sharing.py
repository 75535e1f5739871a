# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Share what planning together costs, and answer games given as tables."""

from pathlib import Path

from kotipesa.region import read
from kotipesa.report.shares_files import write_shares
from kotipesa.shares import Asked, Counted, Shares, SolvedGame, read_game, share_out, solved
from kotipesa.workflow.watcher import NOBODY, Watcher


def share_region(
    path: Path,
    asked: Asked,
    out: Path | None = None,
    *,
    watcher: Watcher = NOBODY,
    counted: Counted = lambda _: None,
) -> Shares:
    """Read a region, share the cost of its joint plan, and write who pays what where asked.

    counted: told how many groups of parties have been planned, as the work goes.

    Raises InputError for bad data, and where agreed moves forbid comparing with each party alone.
    """
    watcher.stage("read")
    region = read(path)
    watcher.stage("shares")
    shares = share_out(region, asked, progress=watcher.round, counted=counted)
    if out:
        watcher.stage("write")
        write_shares(shares, out)
    return shares


def solve_game(path: Path) -> SolvedGame:
    """Read a game from its file and answer it."""
    return solved(read_game(path))
