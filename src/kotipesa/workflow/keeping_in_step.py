# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Bring a region in step with what outside systems tell again and again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from kotipesa.errors import Problem, Where, problem
from kotipesa.lots.estimate import Estimate, estimate_programmes, read_coefficients
from kotipesa.lots.estimate.calibration import read_calibration
from kotipesa.lots.estimate.evidence import Investigations
from kotipesa.region.arriving.bring_in import read_arrivals
from kotipesa.region.arriving.formats import AS_IT_IS, Asked
from kotipesa.region.arriving.mapped import keep_mapping
from kotipesa.region.arriving.trial import Placed
from kotipesa.region.folder.hold import held
from kotipesa.register.records import Records, read_records
from kotipesa.register.sync import OURS, Rules, Synced, sync_folder
from kotipesa.sources import cell_text
from kotipesa.sources.programme.profile import profiles
from kotipesa.workflow.watcher import NOBODY, Watcher


@dataclass(frozen=True, eq=False, slots=True)
class InStep:
    """What was synced, by system, and what there is to say about the files and the rows."""

    synced: Mapping[str, Synced]
    notes: tuple[Problem, ...]


class OwnFigures(NamedTuple):
    """A folder of coefficients, and a file of what closed projects taught."""

    coefficients: Path | None = None
    calibration: Path | None = None


SHIPPED_FIGURES = OwnFigures()


def sync_into(
    files: Sequence[Path],
    folder: Path,
    system: str,
    *,
    rules: Rules | None = None,
    asked: Asked = AS_IT_IS,
) -> InStep:
    """Merge the files of a system with a region folder, which keeps the mapping used."""
    rules = rules or Rules()
    with held(folder):
        told, notes = read_arrivals(files, replace(asked, into=folder))
        synced = sync_folder(folder, {system: told}, rules)
        if asked.mapping is not None and not rules.dry_run:
            keep_mapping(asked.mapping, folder)
    return InStep(synced, (*notes, *_said(synced, rules)))


def estimate_into(
    programmes: Sequence[Path],
    folder: Path,
    *,
    districts: Sequence[Path] = (),
    ground: Path | None = None,
    investigations: Investigations | None = None,
    own: OwnFigures = SHIPPED_FIGURES,
    rules: Rules | None = None,
    watcher: Watcher = NOBODY,
) -> tuple[Estimate, InStep]:
    """Estimate the masses of lists of coming projects; each list is a system of the region.

    A list estimated again replaces its own rows; what people changed of them stays. The
    ground of places near holes of the investigations is told by them; own: figures to use
    instead of the shipped ones.
    """
    rules = rules or Rules(take=OURS)
    watcher.stage("estimate")
    found = estimate_programmes(
        programmes,
        districts=districts,
        ground=ground,
        investigations=investigations,
        coefficients=read_coefficients(own.coefficients),
        calibration=read_calibration(own.calibration) if own.calibration else None,
    )
    watcher.stage("write")
    with held(folder):
        told, notes = told_by_lists(found, read_records(folder))
        synced = sync_folder(folder, told, rules)
    return found, InStep(synced, (*notes, *_said(synced, rules)))


def told_by_lists(
    found: Estimate, records: Records
) -> tuple[dict[str, dict[str, list[Placed]]], list[Problem]]:
    """Divide an estimate by the lists that tell it; a project that several know is told by one.

    That is the one that told it first; a project that only a list left out this time has told
    stays as it is.
    """
    lists = sorted(set(found.told_by.values()))
    teller, elsewhere = _tellers(found.told_by, lists, records.of("projects"))
    told: dict[str, dict[str, list[Placed]]] = {}
    for name in lists:
        projects = {project for project, system in teller.items() if system == name}
        lots = [row for row in found.tables["lots"] if row["project"] in projects]
        sites = {row["site"] for row in lots}
        chosen = {
            "sites": [row for row in found.tables["sites"] if row["id"] in sites],
            "projects": [row for row in found.tables["projects"] if row["id"] in projects],
            "lots": lots,
        }
        told[name] = {
            table: [_placed(table, row) for row in rows] for table, rows in chosen.items()
        }
    if not elsewhere:
        return told, []
    names = ", ".join(elsewhere[:5]) + (", …" if len(elsewhere) > 5 else "")
    return told, [problem("estimate_told_elsewhere", count=len(elsewhere), names=names)]


def _placed(table: str, row: Mapping[str, object]) -> Placed:
    return {name: cell_text(cell) for name, cell in row.items()}, Where(sheet=table)


def _tellers(
    told_by: Mapping[str, str], lists: Sequence[str], records: Records
) -> tuple[dict[str, str], list[str]]:
    """Choose the list that tells each project; also name those that only other lists tell."""
    known_lists = {profile.id for profile in profiles()}
    recorded: dict[str, list[str]] = {}
    for project, system in zip(records.id, records.system, strict=True):
        if system in known_lists:
            recorded.setdefault(project, []).append(system)
    teller, elsewhere = {}, []
    for project, name in told_by.items():
        before = recorded.get(project, [name])
        if name in before:
            teller[project] = name
        elif again := [other for other in lists if other in before]:
            teller[project] = again[0]
        else:
            elsewhere.append(project)
    return teller, elsewhere


def _said(synced: Mapping[str, Synced], rules: Rules) -> list[Problem]:
    """Give what the syncs say; a refusal that is forced is none."""
    notes = [one for done in synced.values() for one in done.notes]
    refusals = [one for done in synced.values() for one in done.refusals]
    return notes if rules.force else [*refusals, *notes]
