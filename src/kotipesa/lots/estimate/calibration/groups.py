# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Divide closed projects into groups: all, by phase, by structure type within a phase."""

from dataclasses import dataclass

import numpy as np

from kotipesa.arrays import Flags, Indices, Numbers, Texts, texts
from kotipesa.lots.estimate.calibration.closed import Closed

ANY = ""
ALL, PHASE, KIND = 0, 1, 2
LEVELS = (ALL, PHASE, KIND)
FEWEST_PROJECTS = 3
"""Groups of fewer projects, or of fewer owners, are told only together with others."""


@dataclass(frozen=True, eq=False, slots=True)
class Groups:
    """Groups in columns: first all projects, then phases, then structure types of a phase.

    structure_type, phase: ANY for every one; level: ALL, PHASE or KIND; parent: the group a group
    is a part of, 0 for all projects. members: of each level, the group each row belongs to.
    project: of each row, a number. is_told: groups with enough projects and owners to be told.
    """

    structure_type: Texts
    phase: Texts
    level: Indices
    parent: Indices
    members: Indices
    project: Indices
    is_told: Flags

    def __len__(self) -> int:
        """Count the groups."""
        return len(self.level)


def groups_of(closed: Closed) -> Groups:
    """Divide the rows; groups stand in the order of their codes, whatever that of the rows."""
    phases, phase_of_row = np.unique(closed.phase.astype(str), return_inverse=True)
    both = [
        f"{phase}\t{kind}" for phase, kind in zip(closed.phase, closed.structure_type, strict=True)
    ]
    kinds, kind_of_row = np.unique(np.array(both, dtype=str), return_inverse=True)
    parts = [kind.split("\t") for kind in kinds.tolist()]
    place = {phase: 1 + number for number, phase in enumerate(phases.tolist())}
    project = np.unique(closed.project.astype(str), return_inverse=True)[1]
    members = np.stack(
        [np.zeros(len(closed), int), 1 + phase_of_row, 1 + len(phases) + kind_of_row]
    ).astype(np.int32)
    return Groups(
        structure_type=texts([ANY] * (1 + len(phases)) + [kind for _, kind in parts]),
        phase=texts([ANY, *phases.tolist(), *(phase for phase, _ in parts)]),
        level=np.repeat(LEVELS, [1, len(phases), len(parts)]).astype(np.int32),
        parent=np.array([0] * (1 + len(phases)) + [place[p] for p, _ in parts], dtype=np.int32),
        members=members,
        project=project.astype(np.int32),
        is_told=_told(members, project, closed.owner, 1 + len(phases) + len(parts)),
    )


def project_weights(label: Indices, project: Indices) -> Numbers:
    """Weigh rows so that every project counts once in each group it has rows in."""
    pair = label.astype(np.int64) * (int(project.max(initial=0)) + 1) + project
    _, place, rows = np.unique(pair, return_inverse=True, return_counts=True)
    weights: Numbers = 1.0 / rows[place]
    return weights


def distinct_in(label: Indices, code: Indices, size: int) -> Indices:
    """Count the distinct codes in each group."""
    codes = int(code.max(initial=0)) + 1
    pairs = np.unique(label.astype(np.int64) * codes + code)
    return np.bincount(pairs // codes, minlength=size)


def is_tellable(label: Indices, project: Indices, owner: Texts, size: int) -> Flags:
    """Tell which groups have enough projects, and owners where the table knows several."""
    owners, owner_code = np.unique(owner.astype(str), return_inverse=True)
    enough: Flags = distinct_in(label, project, size) >= FEWEST_PROJECTS
    if len(owners) > 1:
        enough &= distinct_in(label, owner_code.astype(np.int32), size) >= FEWEST_PROJECTS
    return enough


def _told(members: Indices, project: Indices, owner: Texts, size: int) -> Flags:
    told = np.zeros(size, dtype=np.bool_)
    for label in members:
        told |= is_tellable(label, project.astype(np.int32), owner, size)
    return told
