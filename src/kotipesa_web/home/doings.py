# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Gather what a person has to do today; each source is a small function of the viewer."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotipesa_web.accounts.queries import asked_to_join
from kotipesa_web.core.jobs.models import JobState
from kotipesa_web.core.jobs.queries import jobs_for
from kotipesa_web.core.jobs.registry import title_of
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.forum import queries as forum
from kotipesa_web.home.invitations import waiting
from kotipesa_web.intake.choices import BatchState
from kotipesa_web.intake.queries import batches_of, errors_of
from kotipesa_web.matches import queries as matches
from kotipesa_web.matches.choices import EnquiryState
from kotipesa_web.matches.models import Enquiry, Notice
from kotipesa_web.matches.searches.queries import lines_by_search
from kotipesa_web.matches.staleness import stale_of
from kotipesa_web.matches.tables import about_words, other_side
from kotipesa_web.ui.formats import code_text, date_text, month_words

MOST = 5
NEWS_DAYS = 3
MOST_NEWS = 200
WAITING = (BatchState.MAPPING, BatchState.CHECKED)
OVER = (JobState.DONE, JobState.FAILED)


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing to do: where, and why it stands here. ``mark`` is a kind of status."""

    mark: str
    kind: str
    title: str
    reason: str
    href: str


Source = Callable[[Viewer], list[Doing]]


def doings(viewer: Viewer) -> list[Doing]:
    """List what waits for the viewer: what others wait for first."""
    return [doing for source in SOURCES for doing in source(viewer)]


def enquiries(viewer: Viewer) -> list[Doing]:
    """List enquiries to answer, and answers that came."""
    side = viewer.organisation_id
    waiting = matches.enquiries_for(viewer).exclude(state=EnquiryState.CLOSED)
    return [
        _enquiry(viewer, one)
        for one in waiting[: 4 * MOST]
        if (one.receiver_id == side) == (one.state == EnquiryState.SENT)
    ][: 2 * MOST]


def joining(viewer: Viewer) -> list[Doing]:
    """List organisations that asked to join."""
    href = reverse("accounts:organisations")
    return [
        Doing(
            "attention",
            _("Joining"),
            one.name,
            _("Asked to join on %(day)s and waits for your decision.")
            % {"day": date_text(timezone.localdate(one.asked_at))},
            href,
        )
        for one in asked_to_join(viewer)[:MOST]
    ]


def invitations(viewer: Viewer) -> list[Doing]:
    """List invitations to the viewer, and those of theirs that nobody has used."""
    return [
        Doing(
            "info",
            _("Invitation"),
            one.organisation.name,
            text,
            reverse(name, args=[one.organisation_id] if name == "accounts:organisation" else []),
        )
        for one, name, text in waiting(viewer, MOST)
    ]


def batches(viewer: Viewer) -> list[Doing]:
    """List imports that wait to be accepted or mended."""
    if not is_allowed(viewer.role, "import_rows"):
        return []
    found = batches_of(viewer).filter(state__in=WAITING)[:MOST]
    return [
        Doing(
            "attention" if errors_of(one) else "info",
            _("Import"),
            one.source or _("Import of %(day)s") % {"day": date_text(one.created_at)},
            _batch_reason(one.state, errors_of(one)),
            reverse("intake:batch", args=[one.pk]),
        )
        for one in found
    ]


def stale_forecasts(viewer: Viewer) -> list[Doing]:
    """List forecasts that nobody confirmed for long, or that begin soon."""
    if not is_allowed(viewer.role, "edit_project"):
        return []
    rule = matches.reminding_of(viewer.region_id)
    mine_first = sorted(
        stale_of(viewer, rule, timezone.localdate())[: 10 * MOST],
        key=lambda project: project.responsible_id != viewer.user_id,
    )
    told = [
        Doing(
            "attention",
            _("Forecast"),
            one.name or one.code,
            _stale_reason(one.last_confirmed, one.first_month),
            reverse("projects:project", args=[one.pk]),
        )
        for one in mine_first[:MOST]
    ]
    more = len(mine_first) - MOST
    if more > 0:
        words = ngettext(
            "%(count)s more stale forecast", "%(count)s more stale forecasts", more
        ) % {"count": more}
        reason = _("Confirm them in the list of your projects.")
        address = f"{reverse('projects:list')}?owner={viewer.organisation_id}"
        told.append(Doing("attention", _("Forecast"), words, reason, address))
    return told


def news(viewer: Viewer) -> list[Doing]:
    """List new candidates for the lots the viewer watches, and new rows in their searches."""
    found = [*matches.news_for(viewer)[:MOST_NEWS]]
    return [*_new_candidates(found), *_new_in_searches(viewer, found)]


def _new_candidates(found: list[Notice]) -> list[Doing]:
    lots = {one.watch.lot_id: one.watch.lot for one in found if one.watch is not None}
    count = Counter(one.watch.lot_id for one in found if one.watch is not None)
    return [
        Doing(
            "info",
            _("Candidates"),
            lots[pk].name or code_text("material", lots[pk].material),
            ngettext("%(count)s new candidate", "%(count)s new candidates", many) % {"count": many},
            reverse("matches:candidates", args=[pk]),
        )
        for pk, many in count.most_common(MOST)
    ]


def _new_in_searches(viewer: Viewer, found: list[Notice]) -> list[Doing]:
    watched = {one.search_watch.search_id: one.search_watch for one in found if one.search_watch}
    lines = lines_by_search(viewer, found)
    return [
        Doing(
            "info",
            _("New in a search"),
            watched[pk].search.name,
            ngettext("%(count)s new row", "%(count)s new rows", len(new)) % {"count": len(new)},
            reverse("matches:search", args=[pk]),
        )
        for pk, new in [*lines.items()][:MOST]
    ]


def tasks(viewer: Viewer) -> list[Doing]:
    """List tasks the forum gave one's organisation."""
    today = timezone.localdate()
    href = reverse("forum:forum")
    return [
        Doing(
            "bad" if one.due < today else "info",
            _("Task"),
            one.title,
            (_("Was due on %(day)s.") if one.due < today else _("Due on %(day)s."))
            % {"day": date_text(one.due)},
            href,
        )
        for one in forum.my_tasks(viewer)[:MOST]
    ]


def next_meeting(viewer: Viewer) -> list[Doing]:
    """Give the next meeting of the forum."""
    return [
        Doing("quiet", _("Meeting"), one.place, date_text(one.starts_at), reverse("forum:forum"))
        for one in forum.coming_meetings(viewer)[:1]
    ]


def finished_jobs(viewer: Viewer) -> list[Doing]:
    """List long work the viewer asked for that ended lately."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    mine = jobs_for(viewer).filter(asked_by_id=viewer.user_id, finished_at__gte=since)
    return [
        Doing(
            "good" if one.state == JobState.DONE else "bad",
            _("Finished work") if one.state == JobState.DONE else _("Work that failed"),
            title_of(one.kind, one.params.get("name", "")),
            date_text(one.finished_at),
            reverse("job", args=[one.pk]),
        )
        for one in mine.filter(state__in=OVER)[:MOST]
    ]


SOURCES: tuple[Source, ...] = (
    enquiries,
    joining,
    invitations,
    batches,
    stale_forecasts,
    news,
    tasks,
    next_meeting,
    finished_jobs,
)


def is_urgent(found: Iterable[Doing]) -> bool:
    """Tell whether somebody waits or something is late."""
    return any(one.mark in {"attention", "bad"} for one in found)


def _enquiry(viewer: Viewer, one: Enquiry) -> Doing:
    is_ours = one.state == EnquiryState.SENT
    other = other_side(viewer, one)
    reason = _("%(who)s waits for your answer.") if is_ours else _("%(who)s has answered.")
    return Doing(
        "attention" if is_ours else "good",
        _("Enquiry"),
        about_words(one),
        reason % {"who": other},
        reverse("matches:enquiry", args=[one.pk]),
    )


def _batch_reason(state: str, errors: int) -> str:
    if state == BatchState.MAPPING:
        return _("Say what its columns are.")
    if errors:
        words = ngettext("%(count)s row has errors.", "%(count)s rows have errors.", errors)
        return words % {"count": errors}
    return _("Ready to be looked at and accepted.")


def _stale_reason(confirmed: date | None, first_month: str) -> str:
    told = [_("Never confirmed.")]
    if confirmed:
        told = [_("Last confirmed on %(day)s.") % {"day": date_text(confirmed)}]
    if first_month:
        told.append(_("Begins %(month)s.") % {"month": month_words(first_month, short=True)})
    return " ".join(told)
