# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Kill the acceptance of a batch of files: all its rows are in the register once, or none is."""

import time
from functools import partial

from killed.planning import coordinator_of_a_region
from killed.processes import Started, started
from killed.scenarios import KilledImport
from killed.steps import steps
from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.choices import BatchState
from kotipesa_web.intake.commands import upload
from kotipesa_web.intake.models import Batch, BatchRow
from kotipesa_web.lots.models import Lot

LOTS = 400
SECONDS = 0.8
"""About how long it takes to accept so many lots."""


class KilledAccept(KilledImport):
    """A batch whose acceptance is killed, and asked for again."""

    def __init__(self) -> None:
        """Make a region to bring lots into."""
        super().__init__()
        self.viewer = coordinator_of_a_region()

    def begin(self, batch: int) -> None:
        """Upload the files of a batch and begin to accept it."""
        self.batch = batch
        Started(partial(uploaded, self.viewer, batch)).wait()
        self.pk = Batch.objects.latest("pk").pk
        self.begun = 0.0
        self.process = self._start()

    def is_in_the_middle(self, share: float) -> bool:
        """Look how long the acceptance has been at it."""
        if not self.begun and steps(self.pk):
            self.begun = time.monotonic()
        return bool(self.begun) and time.monotonic() - self.begun >= share * SECONDS

    def mend(self) -> None:
        """Accept once more."""
        self.process.wait()
        self.process = self._start()

    def faults(self) -> list[str]:
        """Look at the rows."""
        return faults_of_acceptance(self.batch, self.pk)

    def _start(self) -> Started:
        user, batch = str(self.viewer.user_id), str(self.pk)
        return started("killed_accept", batch, user)


def faults_of_acceptance(batch: int, pk: int) -> list[str]:
    """Count the lots, the notes on the batch's rows and the audit lines."""
    found = {
        "lots": Lot.objects.filter(code__startswith=f"b{batch}-").count(),
        "rows noted": BatchRow.objects.filter(batch=pk, undo__isnull=False).count(),
        "lines": AuditLine.objects.filter(action="import_row", note=f"batch {pk}").count(),
    }
    wanted = {"lots": LOTS, "rows noted": LOTS + 1, "lines": LOTS + 1}
    told = [
        f"batch {batch}: {found[name]} {name}, not {number}"
        for name, number in wanted.items()
        if found[name] != number
    ]
    state = Batch.objects.get(pk=pk).state
    accepted = AuditLine.objects.filter(action="accept_batch", row_id=pk).count()
    if (state, accepted) != (BatchState.ACCEPTED, 1):
        told.append(f"batch {batch}: {state}, accepted {accepted} times")
    return told


def uploaded(viewer: Viewer, batch: int) -> Batch:
    """Upload the files of a batch."""
    files = [(name, [text.encode()]) for name, text in files_of(batch).items()]
    return upload(viewer=viewer, files=files)


def files_of(batch: int) -> dict[str, str]:
    """Write the files of a batch: a site, and lots at it."""
    lots = [f"b{batch}-{n},have,hiekka,{100 + n},t,b{batch}-s,2026-03,2026-05" for n in range(LOTS)]
    return {
        "sites.csv": f"id,x,y,crs\nb{batch}-s,385000,6672000,EPSG:3067\n",
        "lots.csv": "\n".join(["id,direction,material,amount,unit,site,from,to", *lots]) + "\n",
    }
