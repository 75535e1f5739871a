# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Find what people shall hear of: candidates of lots, rows in searches, stale forecasts.

However often this runs, and wherever it is cut short, a thing is noticed once: its key is.
"""

from collections.abc import Callable, Iterable
from datetime import date

from kotipesa.errors import InputError
from kotipesa_web.accounts.looking import viewer_acting
from kotipesa_web.core.commands import command
from kotipesa_web.core.errors import Hidden, Refused
from kotipesa_web.lots.choices import LotState
from kotipesa_web.matches.candidates import candidates
from kotipesa_web.matches.choices import NoticeKind
from kotipesa_web.matches.models import Notice, SearchWatch, Watch
from kotipesa_web.matches.noting import note_new
from kotipesa_web.matches.queries import reminding_of
from kotipesa_web.matches.searches.noticing import look_in_search
from kotipesa_web.matches.staleness import stale
from kotipesa_web.matches.watching import lots_among
from kotipesa_web.places.queries import regions
from kotipesa_web.projects.models import Project

Between = Callable[[], None]
MONTHS_A_QUARTER = 3


def notice_all(today: date, between: Between) -> None:
    """Look at every watch and every project; ``between`` is called between two of them."""
    for search in SearchWatch.objects.select_related("search", "person").order_by("pk"):
        between()
        look_in_search(search)
    watches = Watch.objects.filter(lot__state=LotState.OPEN).order_by("pk")
    for watch in watches.select_related("lot", "person"):
        between()
        look(watch)
    for region in regions():
        between()
        rule = reminding_of(region.pk)
        projects = stale(Project.objects.filter(region=region), rule, today)
        _note_stale(projects.select_related("responsible"), today)


def look(watch: Watch) -> list[int]:
    """Notice the lots that became candidates since the last look, as the watcher sees them."""
    viewer = viewer_acting(watch.person, watch.owner_id, "see_matches")
    if viewer is None:
        return []
    try:
        found = lots_among(candidates(viewer, watch.lot_id))
    except (Hidden, Refused, InputError):
        return []
    return _note_candidates(watch, set(found))


@command
def _note_candidates(watch: Watch, found: set[int]) -> list[int]:
    kept = Watch.objects.select_for_update().get(pk=watch.pk)
    return note_new(kept, found, NoticeKind.CANDIDATE, "candidate_id")


def _note_stale(projects: Iterable[Project], today: date) -> None:
    """Remind the one who answers for a project, once a quarter as long as it stays stale."""
    quarter = f"{today.year}-{(today.month - 1) // MONTHS_A_QUARTER + 1}"
    Notice.objects.bulk_create(
        (
            Notice(
                person=project.responsible,
                organisation_id=project.owner_id,
                kind=NoticeKind.STALE,
                key=f"stale-{project.pk}-{quarter}",
                project=project,
            )
            for project in projects
            if project.responsible is not None
        ),
        ignore_conflicts=True,
    )
