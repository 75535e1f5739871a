# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Match columns with what they may feed, each used once, so that the whole fits best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from kotipesa.sources.mapping.contents import Contents, is_value, readable_share
from kotipesa.sources.mapping.headers import likeness, read_header
from kotipesa.sources.schema import Column

ENOUGH = 0.45
_NEAR = 0.05
_OF_NAME, _OF_CONTENT = 0.6, 0.4
_CONTENT_ALONE = 0.75
_TELLING = frozenset({"direction", "material", "unit", "fitness", "contamination", "municipality"})
"""Columns that their contents alone give away: few other columns read so."""
_TELLING_SHARE = 0.6
_READABLE_SHARE = 0.5
_VALUES_ENOUGH = 0.5
_WORDY = ("code", "codes", "ref", "refs", "municipality", "yesno")
_TRANSLATED = frozenset({"direction", "material", "materials", "unit", "role"})
"""Columns worth translating word by word when nothing in them is known."""
_UNREAD_WORDS, _UNREAD = 0.9, 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """A column that fits a target, and why.

    score: 0 to 1; name: the word of the target its header is like, '' for none; name_score: how
    like; share: what share of its values reads, None for free texts; rival: another column that
    would do nearly as well, '' for none.
    """

    column: str
    score: float
    name: str = ""
    name_score: float = 0.0
    share: float | None = None
    rival: str = ""


def match_columns(
    targets: Mapping[str, Column], columns: Mapping[str, Contents]
) -> dict[str, Match]:
    """Give each target its column, so that the sum of scores is greatest; poor matches fall out.

    targets: columns of the region folder by what they are called in the synonyms.
    """
    names, places = list(columns), list(targets)
    if not names or not places:
        return {}
    tried = [[_fit(name, columns[name], at, targets[at]) for name in names] for at in places]
    scores = np.array([[one.score for one in row] for row in tried])
    rows, chosen = linear_sum_assignment(scores, maximize=True)
    kept = {
        row: column
        for row, column in zip(rows.tolist(), chosen.tolist(), strict=True)
        if scores[row, column] >= ENOUGH
    }
    free = [column for column in range(len(names)) if column not in kept.values()]
    return {
        places[row]: replace(tried[row][column], rival=_rival(tried[row], column, free))
        for row, column in kept.items()
    }


def _fit(name: str, contents: Contents, target: str, column: Column) -> Match:
    labelled = column if target == f"{column.table}.{column.name}" else None
    by_name, word = likeness(read_header(name), target, labelled)
    share = readable_share(contents, column)
    has_values = contents.share(is_value) > _VALUES_ENOUGH
    is_foreign = has_values and (
        (column.type in _WORDY and share == 0) or (column.type == "text" and by_name < 1)
    )
    score = 0.0 if is_foreign else _score(by_name, share, column)
    return Match(name, score, word, by_name, share)


def _score(by_name: float, share: float | None, column: Column) -> float:
    """Weigh name and content; words of nobody's list may be translated, other values may not.

    An open list takes any word as it is.
    """
    if share is None:
        return by_name
    if by_name == 0:
        is_telling = column.name in _TELLING and share >= _TELLING_SHARE
        return _CONTENT_ALONE * share if is_telling else 0.0
    weighed = _OF_NAME * by_name + _OF_CONTENT * share
    if share >= _READABLE_SHARE or column.type == "open_code":
        return weighed
    return weighed * (_UNREAD_WORDS if column.name in _TRANSLATED else _UNREAD)


def _rival(tried: Sequence[Match], chosen: int, free: Sequence[int]) -> str:
    """Name a column without a use that would do nearly as well, '' when there is none."""
    least = max(tried[chosen].score - _NEAR, ENOUGH)
    return next((tried[column].column for column in free if tried[column].score >= least), "")
