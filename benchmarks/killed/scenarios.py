# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what is killed: each scenario begins its work, knows its middle, and counts its faults."""

from collections.abc import Callable
from typing import Protocol

from killed.models import KilledRow
from killed.processes import started
from killed.steps import CHUNKS, ROWS_OF_A_CHUNK, steps
from kotipesa_web.core.jobs import enqueue
from kotipesa_web.core.jobs.models import Job, JobState
from kotipesa_web.core.jobs.registry import task_of
from kotipesa_web.core.viewer import PUBLIC


class Scenario(Protocol):
    """One kind of work that must bear the death of the process which does it."""

    def begin(self, batch: int) -> None:
        """Ask for the work of one batch; start the processes it needs."""

    def is_in_the_middle(self, share: float) -> bool:
        """Tell whether at least this share of the work (0–1) has been done."""

    def victim(self) -> int | None:
        """Give the id of the process that does the work just now; None where nobody does."""

    def mend(self) -> None:
        """Start again what was killed, as an administrator or systemd would."""

    def is_over(self) -> bool:
        """Tell whether the work of the batch has come to its end."""

    def faults(self) -> list[str]:
        """Say what is lost, doubled or half-written; called when the work is over."""

    def close(self) -> None:
        """End the processes that are left."""


def faults_of_rows(batch: int) -> list[str]:
    """Compare the rows of a batch with what they must be: each once."""
    numbers = list(KilledRow.objects.filter(batch=batch).values_list("number", flat=True))
    wanted = CHUNKS * ROWS_OF_A_CHUNK
    lost, doubled = wanted - len(set(numbers)), len(numbers) - len(set(numbers))
    told = [f"batch {batch}: {lost} rows lost"] if lost else []
    return told + ([f"batch {batch}: {doubled} rows doubled"] if doubled else [])


class KilledJob:
    """A job of which one of two workers is killed; the other takes it when the lease ends."""

    def __init__(self, kind: str) -> None:
        """Start two workers."""
        self.kind = kind
        task_of(kind)  # loaded before there are workers, who begin with all that is here
        self.steps = 2 * CHUNKS if kind == "killed.careful" else CHUNKS
        self.workers = [started("work"), started("work")]
        self.job = Job()

    def begin(self, batch: int) -> None:
        """Ask for the job."""
        self.batch = batch
        self.job = enqueue(self.kind, {"batch": batch}, PUBLIC)

    def is_in_the_middle(self, share: float) -> bool:
        """Count the steps the job has told."""
        return steps(self.batch) >= max(1, share * self.steps)

    def victim(self) -> int | None:
        """Read from the job who does it."""
        self.job.refresh_from_db()
        _, _, number = self.job.worker.rpartition(":")
        return int(number) if self.job.state == JobState.RUNNING else None

    def mend(self) -> None:
        """Put a new worker in the place of the killed one."""
        self.workers = [w if w.poll() is None else started("work") for w in self.workers]

    def is_over(self) -> bool:
        """Ask the job."""
        self.job.refresh_from_db()
        return self.job.has_ended

    def faults(self) -> list[str]:
        """Look at the job's end, its attempts and its rows."""
        told = faults_of_rows(self.batch)
        if self.job.state != JobState.DONE or self.job.attempts > 2:
            told.append(f"job {self.job.pk}: {self.job.state} after {self.job.attempts} attempts")
        return told

    def close(self) -> None:
        """Let the workers end cleanly."""
        for worker in self.workers:
            worker.terminate()
        for worker in self.workers:
            worker.wait()


class KilledImport:
    """An import in chunks, started again from the beginning after it was killed."""

    def __init__(self, *options: str) -> None:
        """Know how to import."""
        self.options = options

    def begin(self, batch: int) -> None:
        """Start the import of a batch."""
        self.batch = batch
        self.process = started("killed_import", str(batch), *self.options)

    def is_in_the_middle(self, share: float) -> bool:
        """Count the chunks the import has told."""
        return steps(self.batch) >= max(1, share * CHUNKS)

    def victim(self) -> int | None:
        """Give the import, while it runs."""
        return self.process.pid if self.process.poll() is None else None

    def mend(self) -> None:
        """Import once more."""
        self.process.wait()
        self.process = started("killed_import", str(self.batch), *self.options)

    def is_over(self) -> bool:
        """Ask whether the import has ended."""
        return self.process.poll() is not None

    def faults(self) -> list[str]:
        """Look at the rows."""
        return faults_of_rows(self.batch)

    def close(self) -> None:
        """End the import that still runs."""
        self.process.kill()
        self.process.wait()


def killed_plan() -> Scenario:
    """Kill a plan; its tables are only loaded where they are wanted."""
    from killed.planning import KilledPlan  # noqa: PLC0415 - it is made of what stands here

    return KilledPlan()


def killed_accept() -> Scenario:
    """Kill the acceptance of a batch; its tables are only loaded where they are wanted."""
    from killed.accepting import KilledAccept  # noqa: PLC0415 - it is made of what stands here

    return KilledAccept()


def killed_server() -> Scenario:
    """Kill the web server; its tables are only loaded where they are wanted."""
    from killed.serving import KilledServer  # noqa: PLC0415 - it is made of what stands here

    return KilledServer()


SCENARIOS: dict[str, Callable[[], Scenario]] = {
    "job": lambda: KilledJob("killed.careful"),
    "naive-job": lambda: KilledJob("killed.naive"),
    "accept": killed_accept,
    "import": KilledImport,
    "plan": killed_plan,
    "server": killed_server,
    "naive-import": lambda: KilledImport("--naive"),
}
