# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Explain one move to a viewer: what it costs, what one more tonne would, and what limits it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kotipesa_web.core.errors import Hidden
from kotipesa_web.plans.contents import LOT, Contents, End, Move
from kotipesa_web.plans.engine import word
from kotipesa_web.plans.moves import Shown, area_text, kind_of, role_text, shown_to
from kotipesa_web.plans.secrecy import Eyes
from kotipesa_web.ui.formats import month_words, number_text


@dataclass(frozen=True, slots=True)
class PricedEnd:
    """A lot of a move, what one more tonne of it would cost the region, and the limits felt."""

    kind: str
    name: str
    eur_per_t: float | None
    sentence: str
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One move and why it is in the plan."""

    move: Shown
    haul_eur_per_t: float | None
    reasons: tuple[str, ...]
    ends: tuple[PricedEnd, ...]


def explain(eyes: Eyes, contents: Contents, number: int) -> Explanation:
    """Explain a move by its number; raises Hidden where the viewer may not know of it."""
    move = contents.moves[number - 1] if 0 < number <= len(contents.moves) else None
    shown = shown_to(eyes, contents, move) if move is not None else None
    if move is None or shown is None:
        raise Hidden(number)
    haul = shown.eur / move.tonnes if shown.eur is not None and move.tonnes else None
    return Explanation(
        shown, haul, tuple(_reasons(contents, haul)), tuple(_priced(eyes, contents, move))
    )


def _reasons(contents: Contents, haul: float | None) -> list[str]:
    unmet = contents.record["settings"]["unmet_eur_per_t"]
    told: list[str] = []
    if haul is not None:
        costs = {"haul": number_text(haul, 2), "unmet": number_text(unmet, 2)}
        sentence = _("The haul costs %(haul)s € a tonne; leaving a tonne is priced at %(unmet)s €.")
        told.append(sentence % costs)
    gap = number_text(100 * contents.record["gap"], 4 if contents.record["gap"] else 0)
    told.append(
        _(
            "No set of moves that keeps every rule can cost the region over %(gap)s %% less than "
            "this plan: a dearer haul here can free a nearer place for another."
        )
        % {"gap": gap}
    )
    return told


def _priced(eyes: Eyes, contents: Contents, move: Move) -> list[PricedEnd]:
    ends = [end for end in (move.start, move.finish) if end.role == LOT]
    return [_priced_end(eyes, contents, end) for end in ends if _may_price(eyes, move, end)]


def _may_price(eyes: Eyes, move: Move, end: End) -> bool:
    """Give prices of the viewer's own lots, and of others' where the whole move is seen."""
    return eyes.owns(end) or (not eyes.is_mine(move) and eyes.sees_whole(move))


def _priced_end(eyes: Eyes, contents: Contents, end: End) -> PricedEnd:
    price = contents.prices.get(end.code)
    eur = price.eur_per_t if price else None
    return PricedEnd(
        kind=role_text(kind_of(end)),
        name=end.name,
        eur_per_t=eur,
        sentence=_sentence(eur),
        limits=tuple(
            limit_text(eyes, contents, limit) for limit in (price.binding if price else ())
        ),
    )


def _sentence(eur: float | None) -> str:
    if eur is None:
        return _("The price of one more tonne is not known.")
    told = {"eur": number_text(abs(eur), 2)}
    if eur >= 0:
        return _("One more tonne would cost the region %(eur)s €.") % told
    return _("One more tonne would save the region %(eur)s €.") % told


def limit_text(eyes: Eyes, contents: Contents, limit: str) -> str:
    """Read a limit such as ``capacity:store7:2026-04`` aloud; a hidden facility by its area."""
    kind, _sign, rest = limit.partition(":")
    code, _sign, month = rest.rpartition(":") if kind in {"intake", "capacity"} else (rest, "", "")
    parts = [word(f"limit_{kind}", kind), facility_text(eyes, contents, code)]
    return ", ".join(filter(None, [*parts, month_words(month) if month else ""]))


def facility_text(eyes: Eyes, contents: Contents, code: str) -> str:
    """Name a facility by its id in the plan, a hidden one by its area; '' where it is none."""
    place = next((e for (role, c), e in contents.ends.items() if role != LOT and c == code), None)
    if place is None:
        return ""
    is_known = eyes.owns(place) or eyes.sees_exactly(place)
    return place.name if is_known else area_text(place)
