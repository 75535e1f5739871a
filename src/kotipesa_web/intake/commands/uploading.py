# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take files in, read them, and show what stands in them before anything is saved."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from kotipesa.errors import KotipesaError, Problem, severity
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.errors import Refused
from kotipesa_web.core.jobs import enqueue
from kotipesa_web.core.jobs.problems import as_rows
from kotipesa_web.core.permissions import require
from kotipesa_web.core.sensitivity import Sensitivity
from kotipesa_web.core.stored.commands import Taken, name_owner, take
from kotipesa_web.core.stored.disk import place_of
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.intake.choices import BatchState
from kotipesa_web.intake.commands.saving import save_first
from kotipesa_web.intake.engine import Helped, Opened, Proposed, open_files, propose
from kotipesa_web.intake.looking import Looked, look
from kotipesa_web.intake.models import Batch
from kotipesa_web.intake.queries import batch_for, kept_mappings
from kotipesa_web.intake.standing import known_names

AT_ONCE_BYTES = 2 * 1024 * 1024
"""Files of more bytes are read by a job."""
READ = "intake.read"
Given: TypeAlias = tuple[str, Iterable[bytes]]
"""A file somebody gives: its name and its bytes in pieces."""


def upload(
    *,
    viewer: Viewer,
    files: Sequence[Given],
    sensitivity: str = Sensitivity.SEALED,
    unit_id: int | None = None,
) -> Batch:
    """Keep files and read them, small ones at once; raises InputError for one not taken in."""
    require(viewer, "import_rows")
    if viewer.user_id is None or viewer.organisation_id is None or viewer.region_id is None:
        raise Refused("import_rows")
    taken = [take(viewer, name, chunks) for name, chunks in files]
    batch = _begin(viewer, taken, sensitivity, unit_id)
    if sum(file.size_bytes for file in taken) > AT_ONCE_BYTES:
        return _ask_to_read(viewer, batch)
    return read(viewer=viewer, pk=batch.pk)


@command
def _begin(viewer: Viewer, taken: Sequence[Taken], sensitivity: str, unit_id: int | None) -> Batch:
    batch = Batch.objects.create(
        region_id=viewer.region_id or 0,
        owner_id=viewer.organisation_id or 0,
        uploaded_by_id=viewer.user_id or 0,
        unit_of_owner_id=unit_id or viewer.unit_id,
        sensitivity=sensitivity,
    )
    batch.files.set([name_owner(viewer=viewer, taken=file) for file in taken])
    names = [file.name for file in taken]
    record(viewer, action="upload_batch", row=batch, after={"files": names})
    return batch


@command
def _ask_to_read(viewer: Viewer, batch: Batch) -> Batch:
    batch.job = enqueue(READ, {"batch": batch.pk}, viewer)
    batch.save(update_fields=["job"])
    return batch


def read(*, viewer: Viewer, pk: int) -> Batch:
    """Read the files of a batch now."""
    return work_out(viewer, pk)()


def work_out(viewer: Viewer, pk: int) -> Callable[[], Batch]:
    """Read the files of a batch; give what saves the outcome, in a transaction."""
    batch = batch_for(viewer, pk)
    with files_of(batch) as files:
        opened = open_files(files, helped(viewer, batch))
        proposed = _proposed(opened, files)
    if isinstance(proposed, Proposing) and proposed.proposal is not None:
        return lambda: _save_proposal(viewer, pk, proposed)
    problems = [*opened.problems, *(proposed.problems if proposed else ())]
    found, left = _placed(opened, problems)
    looked = look(viewer, opened.rows, opened.places, found) if opened.rows else None
    return lambda: _save(viewer, pk, opened, looked, left)


@dataclass(frozen=True, slots=True)
class Proposing:
    """A file whose columns are to be told, with a proposal if one could be made."""

    file: str
    proposal: Proposed | None
    problems: tuple[Problem, ...]


def _proposed(opened: Opened, files: Sequence[Path]) -> Proposing | None:
    if not opened.unread:
        return None
    file = next(file for file in files if file.name == opened.unread[0])
    try:
        proposal = propose(file)
    except KotipesaError as refused:
        return Proposing(file.name, None, refused.problems)
    return Proposing(file.name, proposal, ())


@command
def _save_proposal(viewer: Viewer, pk: int, made: Proposing) -> Batch:
    batch = Batch.objects.select_for_update().get(pk=batch_for(viewer, pk).pk)
    if made.proposal is None:
        raise ValueError(made.file)
    put_proposal(batch, made.file, made.proposal)
    return batch


def put_proposal(batch: Batch, file: str, proposal: Proposed) -> None:
    """Ask people about the columns of a file."""
    batch.proposal = {
        "file": file,
        "table": proposal.table,
        "text": proposal.text,
        "lines": proposal.lines,
        "columns": proposal.columns,
    }
    batch.state = BatchState.MAPPING
    batch.version += 1
    batch.save()


@command
def _save(
    viewer: Viewer, pk: int, opened: Opened, looked: Looked | None, problems: Sequence[Problem]
) -> Batch:
    batch = Batch.objects.select_for_update().get(pk=batch_for(viewer, pk).pk)
    batch.source = opened.source[:100]
    batch.problems = as_rows(problems)
    if looked is None:
        batch.state = BatchState.REFUSED
        batch.version += 1
        batch.save()
    else:
        save_first(batch, looked, opened.places)
    return batch


def helped(viewer: Viewer, batch: Batch) -> Helped:
    """Gather what helps to read the files of a batch."""
    kept = kept_mappings(viewer)
    return Helped(batch.mappings, kept, known_names(viewer) if kept or batch.mappings else {})


@contextmanager
def files_of(batch: Batch) -> Iterator[list[Path]]:
    """Lend the files of a batch under the names they came with."""
    with TemporaryDirectory() as folder:
        paths = []
        for number, stored in enumerate(batch.files.order_by("pk"), 1):
            path = Path(folder) / str(number) / stored.original_name
            path.parent.mkdir()
            path.symlink_to(place_of(stored.sha256).resolve())
            paths.append(path)
        yield paths


Found: TypeAlias = Mapping[tuple[str, int], Sequence[Problem]]


def _placed(opened: Opened, problems: Sequence[Problem]) -> tuple[Found, list[Problem]]:
    """Give problems to the rows they are about; those of no row are left.

    A column that a table lacks is told by each of its rows.
    """
    numbers: dict[tuple[str, str, int], list[tuple[str, int]]] = {}
    for table, rows in opened.rows.items():
        for number, row in enumerate(rows, 1):
            place = opened.places[row.place]
            numbers.setdefault((place.file, place.sheet, row.line), []).append((table, number))
    found: dict[tuple[str, int], list[Problem]] = {}
    left = []
    for one in problems:
        at = numbers.get((one.where.file, one.where.sheet, one.where.row), ())
        for key in at if severity(one) == "error" else ():
            found.setdefault(key, []).append(one)
        if not at and not (opened.rows and one.code == "missing_column"):
            left.append(one)
    return found, left
