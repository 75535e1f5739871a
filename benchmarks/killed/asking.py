# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Know the forms whose answering is killed: an upload, an acceptance, the order of a plan."""

from hashlib import sha256
from typing import Protocol

from django.urls import reverse

from killed.accepting import LOTS, faults_of_acceptance, files_of, uploaded
from killed.person import Person
from killed.planning import faults_of_plan
from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.jobs.models import Job
from kotipesa_web.core.stored.disk import place_of
from kotipesa_web.core.stored.models import StoredFile
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.choices import BatchState, Does
from kotipesa_web.intake.models import Batch, BatchRow
from kotipesa_web.plans.commands import COMPUTE


class Form(Protocol):
    """One form somebody sends, and what must hold once it was answered."""

    def send(self, batch: int) -> None:
        """Send it."""

    def is_over(self) -> bool:
        """Tell whether what it asked of the workers is done."""

    def faults(self) -> list[str]:
        """Say what is lost, doubled or half-written."""


class Uploading:
    """Two files of lots and sites: each batch there is must be whole, or wait to be read."""

    def __init__(self, person: Person, viewer: Viewer) -> None:
        """Know who uploads."""
        self.person, self.viewer = person, viewer

    def send(self, batch: int) -> None:
        """Upload the files."""
        self.batch = batch
        self.last = Batch.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        files = tuple(files_of(batch).items())
        self.person.send(reverse("intake:new"), {"sensitivity": "sealed"}, files)

    def is_over(self) -> bool:
        """Nothing is asked of the workers."""
        return True

    def faults(self) -> list[str]:
        """Count the rows of every batch the files have become, and look at the bytes."""
        wholes = {(str(BatchState.CHECKED), LOTS + 1), (str(BatchState.UPLOADED), 0)}
        found = {
            pk: (state, BatchRow.objects.filter(batch=pk).exclude(does=Does.GONE).count())
            for pk, state in Batch.objects.filter(pk__gt=self.last).values_list("pk", "state")
        }
        told = [f"batch {self.batch}: {one}" for one in found.values() if one not in wholes]
        if not any(reverse("intake:batch", args=[pk]) in self._answered() for pk in found):
            told.append(f"batch {self.batch}: {found} are kept, not {self._answered()}")
        if any(state == BatchState.UPLOADED for pk, (state, _) in found.items() if self._is(pk)):
            told.append(f"batch {self.batch}: answered before it was read")
        kept = Batch.files.through.objects.values("storedfile")
        if lost := StoredFile.objects.exclude(pk__in=kept).count():
            told.append(f"batch {self.batch}: {lost} files of no batch")
        sums = StoredFile.objects.order_by("-pk").values_list("sha256", flat=True)[:4]
        return told + [f"batch {self.batch}: no {one}" for one in sums if not _is_whole(one)]

    def _answered(self) -> str:
        return " ".join(self.person.answers)

    def _is(self, pk: int) -> bool:
        return reverse("intake:batch", args=[pk]) in self._answered()


def _is_whole(sha: str) -> bool:
    place = place_of(sha)
    return place.is_file() and sha256(place.read_bytes()).hexdigest() == sha


class Accepting:
    """A batch that is looked at: after the answer each of its rows is in the register, once."""

    def __init__(self, person: Person, viewer: Viewer) -> None:
        """Know who accepts."""
        self.person, self.viewer = person, viewer

    def send(self, batch: int) -> None:
        """Accept a batch uploaded before."""
        self.batch = batch
        made = uploaded(self.viewer, batch)
        self.pk = made.pk
        self.person.send(reverse("intake:accept", args=[made.pk]), {"version": str(made.version)})

    def is_over(self) -> bool:
        """Nothing is asked of the workers."""
        return True

    def faults(self) -> list[str]:
        """Count the rows."""
        return faults_of_acceptance(self.batch, self.pk)


class Ordering:
    """A plan that is ordered: once, and kept once."""

    def __init__(self, person: Person, viewer: Viewer) -> None:
        """Know who orders."""
        self.person, self.viewer = person, viewer

    def send(self, batch: int) -> None:
        """Order a plan, unless it turns out to be ordered."""
        self.batch = batch
        self.name = f"Plan {batch}"
        self.person.send(reverse("plans:new"), {"name": self.name}, is_done=self._is_ordered)

    def is_over(self) -> bool:
        """Wait for the plan."""
        jobs = self._jobs()
        return bool(jobs) and all(job.has_ended for job in jobs)

    def faults(self) -> list[str]:
        """Count the orders and the plans."""
        jobs = self._jobs()
        lines = AuditLine.objects.filter(action="ask_job", row_id__in=[job.pk for job in jobs])
        told = faults_of_plan(self.batch, jobs[0])
        if (len(jobs), lines.count()) != (1, 1):
            told.append(f"batch {self.batch}: {len(jobs)} orders, {lines.count()} audit lines")
        return told

    def _is_ordered(self) -> bool:
        return bool(self._jobs())

    def _jobs(self) -> list[Job]:
        found = Job.objects.filter(kind=COMPUTE).order_by("-pk")[:10]
        return [job for job in found if job.params["name"] == self.name]


FORMS = (Uploading, Accepting, Ordering)
