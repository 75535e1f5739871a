# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Mail people what was noticed, at most once a day.

A digest takes its notices in one transaction, so each is told in exactly one. The mail goes after
that, and again if the sending was cut short, by the same Message-ID: a mailbox keeps one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kotipesa_web.accounts.looking import valid_memberships, viewer_in
from kotipesa_web.accounts.models import User
from kotipesa_web.core.commands import command
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.lots import queries as lots
from kotipesa_web.lots.lists import amount_words, lot_name
from kotipesa_web.matches import mails
from kotipesa_web.matches.choices import NoticeKind
from kotipesa_web.matches.models import Digest, Notice
from kotipesa_web.places.words import window_words
from kotipesa_web.projects import queries as projects
from kotipesa_web.ui.formats import code_text


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a digest tells, and where it is looked at."""

    text: str
    href: str


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
            "stale": [line for kind, line in lines if kind == NoticeKind.STALE],
        }
        if lines and person.is_active:
            key = f"digest-{digest.pk}-{digest.day}"
            subject = _("What waits for you")
            mails.send([person], subject, "matches/mail/digest.txt", told, key)
    return bool(lines)


def _lines(digest: Digest, person: User) -> Iterator[tuple[str, Line]]:
    """Tell what the person may still see today."""
    homes = {home.organisation_id: home for home in valid_memberships(person)}
    for notice in digest.notices.select_related("watch__lot").order_by("pk"):
        home = homes.get(notice.organisation_id)
        if home is None:
            continue
        viewer = viewer_in(home, person)
        is_candidate = notice.kind == NoticeKind.CANDIDATE
        line = _candidate(viewer, notice) if is_candidate else _stale(viewer, notice)
        if line is not None:
            yield notice.kind, line


def _candidate(viewer: Viewer, notice: Notice) -> Line | None:
    found = lots.visible_to(viewer).filter(pk=notice.candidate_id or 0).first()
    if found is None or notice.watch is None:
        return None
    lot = lots.show(viewer, found)
    parts = (
        code_text("material", lot["material"]),
        amount_words(lot),
        window_words(lot["first_month"], lot["last_month"]),
    )
    own = lot_name(lots.show(viewer, notice.watch.lot))
    words = {"own": own, "other": ", ".join(part for part in parts if part)}
    href = reverse("matches:candidates", args=[notice.watch.lot_id])
    return Line(_("%(own)s: %(other)s") % words, mails.address_of(href))


def _stale(viewer: Viewer, notice: Notice) -> Line | None:
    project = projects.own_projects(viewer).filter(pk=notice.project_id or 0).first()
    if project is None:
        return None
    href = reverse("projects:project", args=[project.pk])
    return Line(project.name or project.code, mails.address_of(href))
