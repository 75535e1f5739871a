# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Mail people what was noticed, at most once a day.

A digest takes its notices in one transaction, so each is told in exactly one. The mail goes after
that, and again if the sending was cut short, by the same Message-ID: a mailbox keeps one.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kotipesa_web.accounts.looking import valid_memberships, viewer_in
from kotipesa_web.accounts.models import User
from kotipesa_web.core.commands import command
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots import queries as lots
from kotipesa_web.lots.lists import lot_name
from kotipesa_web.matches import mails
from kotipesa_web.matches.choices import NoticeKind
from kotipesa_web.matches.models import Digest, Notice
from kotipesa_web.matches.searches.queries import lines_by_search, watched_searches
from kotipesa_web.matches.words import Line, lot_words
from kotipesa_web.projects import queries as projects
from kotipesa_web.ui.formats import number_text

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_ROWS = 10
"""How many new rows of one search a mail names."""


def gather(today: date, between: Callable[[], None]) -> int:
    """Make today's digest of everybody who has something to hear; gives how many were made."""
    waiting = Notice.objects.filter(digest=None, seen_at=None).values_list("person_id", flat=True)
    made = 0
    for person in sorted(set(waiting)):
        between()
        made += _digest(person, today)
    return made


def send_all(between: Callable[[], None]) -> int:
    """Send the digests that were not sent; gives how many were."""
    unsent = Digest.objects.filter(sent_at=None).select_related("person").order_by("pk")
    sent = 0
    for digest in unsent:
        between()
        sent += _send(digest)
        digest.sent_at = timezone.now()
        digest.save(update_fields=["sent_at"])
    return sent


@command
def _digest(person: int, today: date) -> bool:
    digest, is_new = Digest.objects.get_or_create(person_id=person, day=today)
    if is_new:
        Notice.objects.filter(person_id=person, digest=None, seen_at=None).update(digest=digest)
    return is_new


def _send(digest: Digest) -> bool:
    person = digest.person
    with translation.override(person.language):
        lines = [*_lines(digest, person)]
        told = {
            "candidates": [line for kind, line in lines if kind == NoticeKind.CANDIDATE],
            "found": [line for kind, line in lines if kind == NoticeKind.FOUND],
            "stale": [line for kind, line in lines if kind == NoticeKind.STALE],
        }
        if lines and person.is_active:
            key = f"digest-{digest.pk}-{digest.day}"
            subject = _("What waits for you")
            mails.send([person], subject, "matches/mail/digest.txt", told, key)
    return bool(lines)


def _lines(digest: Digest, person: User) -> Iterator[tuple[str, Line]]:
    """Tell what the person may still see today."""
    for home in valid_memberships(person):
        viewer = viewer_in(home, person)
        told = digest.notices.filter(organisation_id=home.organisation_id).order_by("pk")
        for notice in told.exclude(kind=NoticeKind.FOUND).select_related("watch__lot"):
            is_candidate = notice.kind == NoticeKind.CANDIDATE
            line = _candidate(viewer, notice) if is_candidate else _stale(viewer, notice)
            if line is not None:
                yield notice.kind, line
        found = told.filter(kind=NoticeKind.FOUND).select_related("search_watch")
        for line in _found(viewer, found):
            yield NoticeKind.FOUND, line


def _found(viewer: Viewer, notices: "QuerySet[Notice]") -> Iterator[Line]:
    """Tell the first rows that are new in each search, and how many more there are."""
    lines = lines_by_search(viewer, notices)
    for watch in watched_searches(viewer).filter(search__in=lines):
        new = lines[watch.search_id]
        for line in new[:MOST_ROWS]:
            words = {"own": watch.search.name, "other": line.text}
            yield Line(_("%(own)s: %(other)s") % words, mails.address_of(line.href))
        if len(new) > MOST_ROWS:
            words = {"name": watch.search.name, "count": number_text(len(new) - MOST_ROWS)}
            href = reverse("matches:search", args=[watch.search_id])
            yield Line(_("%(name)s: %(count)s more") % words, mails.address_of(href))


def _candidate(viewer: Viewer, notice: Notice) -> Line | None:
    found = lots.visible_to(viewer).filter(pk=notice.candidate_id or 0).first()
    if found is None or notice.watch is None:
        return None
    own = lot_name(lots.show(viewer, notice.watch.lot))
    words = {"own": own, "other": lot_words(lots.show(viewer, found))}
    href = reverse("matches:candidates", args=[notice.watch.lot_id])
    return Line(_("%(own)s: %(other)s") % words, mails.address_of(href))


def _stale(viewer: Viewer, notice: Notice) -> Line | None:
    project = projects.own_projects(viewer).filter(pk=notice.project_id or 0).first()
    if project is None:
        return None
    href = reverse("projects:project", args=[project.pk])
    return Line(project.name or project.code, mails.address_of(href))
