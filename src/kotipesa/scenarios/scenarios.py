# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Play a region's scenarios, and gather what is to expect and which moves are firm."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import numpy as np

from kotipesa.plan.conflicts import with_locks_kept
from kotipesa.plan.problem.build import build_problem
from kotipesa.plan.solve.generation import Progress, solve, start_of
from kotipesa.region import Region
from kotipesa.scenarios.drawing import Dice
from kotipesa.scenarios.firmness import HIGH, LOW, MEDIAN, FirmMoves, firm_moves
from kotipesa.scenarios.packing import unpacked
from kotipesa.scenarios.playing import FIGURES, Outcome, Stage, counted, every_haul, play_one
from kotipesa.scenarios.sweep import Heard, KeptResults, Sweep
from kotipesa.scenarios.variation import KINDS, Variation, shipped_variation
from kotipesa.version import __version__
from kotipesa.vocab import VERSION

GAP = 1e-4
"""How near the best each scenario is planned, unless asked otherwise."""

_PAIRS = "pairs"


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """What to play.

    count, seed: scenarios 0 … count − 1 of a seed; vary: some of KINDS; gap: relative, of every
    scenario; seconds: at most for each (with a limit results depend on the machine); open_ids:
    unbuilt facilities to use.
    """

    count: int = 200
    seed: int = 1
    vary: tuple[str, ...] = KINDS
    variation: Variation = field(default_factory=shipped_variation)
    gap: float = GAP
    seconds: float = float("inf")
    open_ids: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Spread:
    """A figure over the scenarios that have a plan; base: in the plan of the region as it is."""

    base: float | None
    low: float | None
    median: float | None
    high: float | None
    mean: float | None


@dataclass(frozen=True, eq=False, slots=True)
class Scenarios:
    """What came of the scenarios.

    played: outcomes by number; spreads: by figure; moves: how firm each is; all_safe_share: of the
    scenarios that carry every safe tonne at once.
    """

    region: Region
    asked: Asked
    base: Outcome
    played: Sequence[Outcome]
    spreads: Mapping[str, Spread]
    moves: FirmMoves
    all_safe_share: float

    def count_of(self, status: str) -> int:
        """Count the scenarios that ended so."""
        return sum(outcome["status"] == status for outcome in self.played)

    @property
    def worst_gap(self) -> float:
        """Tell how far from its best the worst planned scenario may be."""
        return max((outcome["gap"] for outcome in self.played if _PAIRS in outcome), default=0.0)


def play(
    region: Region,
    asked: Asked,
    sweep: Sweep,
    kept_in: Path,
    *,
    progress: Progress | None = None,
    heard: Heard = lambda *_: None,
) -> Scenarios:
    """Play scenarios that are not kept yet, each from the base plan, and gather all.

    kept_in: the file results are kept in as they come. progress: of the base plan; heard: of the
    scenarios. Raises InfeasibleError where the region itself has no plan.
    """
    stage = Stage(
        region=region,
        dice=Dice(region, asked.variation, asked.vary, asked.seed),
        haul=every_haul(region),
        open_ids=tuple(sorted(asked.open_ids)),
        gap=asked.gap,
        seconds=asked.seconds,
    )
    problem = build_problem(region, stage.open_ids, stage.haul)
    flows = with_locks_kept(problem, solve(problem, region.settings.gap, progress=progress))
    base = counted(problem, flows, np.arange(len(region.lots)), len(region.lots))
    stage = replace(stage, start=start_of(flows))
    pieces = range(asked.count)
    with KeptResults(kept_in, _of(region, asked)) as kept:
        sweep.into(kept, play_one, stage, pieces, heard)
        played = [kept.results[piece] for piece in pieces]
    planned = [outcome for outcome in played if _PAIRS in outcome]
    moves, all_safe = firm_moves(
        region, unpacked(base[_PAIRS]), [unpacked(outcome[_PAIRS]) for outcome in planned]
    )
    spreads = {name: _spread(name, base, planned) for name in FIGURES}
    return Scenarios(region, asked, base, played, spreads, moves, all_safe)


def _of(region: Region, asked: Asked) -> str:
    """Fingerprint what outcomes depend on, but not how many there are."""
    told = {
        "region": region.sha256,
        "versions": [__version__, VERSION],
        "seed": asked.seed,
        "vary": sorted(asked.vary),
        "variation": [asdict(figure) for figure in asked.variation.figures],
        "gap": asked.gap,
        "seconds": repr(asked.seconds),
        "open": sorted(asked.open_ids),
    }
    return sha256(json.dumps(told).encode()).hexdigest()


def _spread(name: str, base: Outcome, planned: Sequence[Outcome]) -> Spread:
    values = np.array([o[name] for o in planned if o[name] is not None], dtype=np.float64)
    if not len(values):
        return Spread(base[name], None, None, None, None)
    low, median, high = np.quantile(values, (LOW, MEDIAN, HIGH), method="inverted_cdf").tolist()
    return Spread(base[name], low, median, high, float(values.mean()))
