# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Measure and tell what a run took; nothing of ours is loaded, for a peer may not bear it."""

import json
import resource
from time import process_time


def peak_mb() -> float:
    """Tell the most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def seconds_since(start: float) -> float:
    """Tell the processor's seconds since a start, for the machine may be shared."""
    return process_time() - start


def tell(**outcome: object) -> None:
    """Print what a run took, and the peak of its memory."""
    print(json.dumps(outcome | {"peak_mb": peak_mb()}))
