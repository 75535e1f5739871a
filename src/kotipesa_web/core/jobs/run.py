# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give a job's function what it works with: parameters, whose work it is, progress, cancelling."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kotipesa_web.core.viewer import Viewer


class Interrupted(Exception):  # noqa: N818 - nothing is wrong, the work just ends here
    """The work shall end without a result."""


class Cancelled(Interrupted):
    """Somebody asked to cancel the job."""


class LeaseLost(Interrupted):
    """Another worker has the job, or nobody: what this one found out is not wanted."""


class WorkerStopped(Interrupted):
    """The worker is being shut down; the job goes back to the queue."""


def _never() -> bool:
    return False


@dataclass
class JobRun:
    """One run of one job; everything that goes in and out of its function."""

    job_id: int
    params: Mapping[str, Any]
    viewer: Viewer
    is_stopping: Callable[[], bool] = _never
    share: float = 0.0
    message: str = ""
    is_cancelled: bool = field(default=False, init=False)
    is_lost: bool = field(default=False, init=False)

    def progress(self, share: float, message: str = "") -> None:
        """Tell how far the work is, 0–1, and what is being done (a msgid); shown within a second.

        Costs nothing: the heartbeat writes it down. Raises Interrupted like raise_if_cancelled.
        """
        self.share = min(1.0, max(0.0, share))
        self.message = message or self.message
        self.raise_if_cancelled()

    def raise_if_cancelled(self) -> None:
        """Raise Interrupted where the work is no longer wanted; call it between steps."""
        if self.is_cancelled:
            raise Cancelled
        if self.is_lost:
            raise LeaseLost
        if self.is_stopping():
            raise WorkerStopped
