# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Note what is new to one who watches: each row once, whatever is found again."""

from kotipesa_web.matches.choices import NoticeKind
from kotipesa_web.matches.models import Notice, SearchWatch, Watch


def note_new(kept: Watch | SearchWatch, found: set[int], kind: NoticeKind, row: str) -> list[int]:
    """Note the rows found that were not known, in their field of a notice; give their ids.

    The watch is locked by the caller's transaction, and knows them afterwards.
    """
    new = sorted(found.difference(kept.known))
    watch = "watch" if isinstance(kept, Watch) else "search_watch"
    Notice.objects.bulk_create(
        (
            Notice(
                person_id=kept.person_id,
                organisation_id=kept.owner_id,
                kind=kind,
                key=f"{kind}-{kept.pk}-{pk}",
                **{watch: kept, row: pk},
            )
            for pk in new
        ),
        ignore_conflicts=True,
    )
    kept.known = sorted(found.union(kept.known))
    kept.save(update_fields=["known"])
    return new
