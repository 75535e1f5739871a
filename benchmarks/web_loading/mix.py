# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Deal out what people ask, in a fixed proportion, in an order that a seed decides."""

import random
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlencode

from web_loading.asking import Request
from web_loading.people import Person
from web_loading.seed import CITIES, MATERIALS

WEST, SOUTH, WIDE, TALL = 24.2, 59.97, 1.4, 0.7  # degrees: where the rows lie
EMPTY = "/about"
LOT_FILTERS = (
    *({}, {}),
    *({"municipality": CITIES[1]}, {"municipality": CITIES[7], "direction": "have"}),
    *({"material": one, "direction": "need"} for one in MATERIALS[:4]),
    *({"after": "2027-03", "before": "2027-09"}, {"sort": "-tonnes"}, {"page": "7"}, {"q": "499"}),
)
PROJECT_FILTERS = (
    *({}, {}, {"municipality": CITIES[2]}, {"after": "2027-03", "before": "2027-09"}),
    *({"sort": "name"}, {"page": "5"}, {"q": "77"}),
)
ZOOMS = (0.02, 0.05, 0.1, 0.25, 1.0)


class Deck:
    """What one connection asks: for readers of any role, and for some who edit their own rows."""

    def __init__(self, readers: Sequence[Person], editors: Sequence[Person], seed: int) -> None:
        """Shuffle."""
        self.readers, self.editors = readers, editors
        self.reader, self.editor = readers[0], editors[0]
        self.chance = random.Random(seed)  # noqa: S311 - an order, not a secret
        self.turn = 0

    def mixed(self) -> Iterator[Request]:
        """Deal out the mix for ever: twenty cards at a time, shuffled, each to whoever is next."""
        while True:
            for card in self.chance.sample(CARDS, len(CARDS)):
                self._next()
                yield card(self)

    def empty(self) -> Iterator[Request]:
        """Deal out nothing but an empty page of the one who is signed in."""
        while True:
            self._next()
            yield Request("empty", self.reader.session, EMPTY)

    def lot_list(self) -> Request:
        """List lots, narrowed in one of the ways people narrow them."""
        return self._read("lots list", "/lots/", self.chance.choice(LOT_FILTERS))

    def project_list(self) -> Request:
        """List projects."""
        return self._read("projects list", "/projects/", self.chance.choice(PROJECT_FILTERS))

    def lot_places(self) -> Request:
        """Move the map of lots."""
        return self._read("lots map", "/lots/places", {"bbox": self._box()})

    def project_places(self) -> Request:
        """Move the map of projects."""
        return self._read("projects map", "/projects/places", {"bbox": self._box()})

    def lot_form(self) -> Request:
        """Open the form of a lot of one's own."""
        lot = self.chance.choice(self.editor.lots)
        return Request("form", self.editor.session, f"/lots/{lot['pk']}/edit")

    def project_form(self) -> Request:
        """Open the form of a project of one's own."""
        project = self.chance.choice(self.editor.projects)
        return Request("form", self.editor.session, f"/projects/{project}/edit")

    def api_list(self) -> Request:
        """Read lots through the API."""
        told = {"limit": "50", "municipality": self.chance.choice(CITIES)}
        return self._read("API", "/api/lots", told)

    def save_lot(self) -> Request:
        """Save a lot with another amount."""
        lot = self.editor.lots[self.turn % len(self.editor.lots)]
        form = {name: value for name, value in lot.items() if name != "pk"}
        form["amount"] = str(100 + self.turn)
        return Request(
            "write",
            self.editor.session,
            f"/lots/{lot['pk']}/edit",
            form,
            lambda is_good: lot.update(version=lot["version"] + is_good),
        )

    def confirm(self) -> Request:
        """Say that the forecast of a project still holds."""
        project = self.chance.choice(self.editor.projects)
        return Request("write", self.editor.session, f"/projects/{project}/confirm", {})

    def _next(self) -> None:
        self.turn += 1
        self.reader = self.readers[self.turn % len(self.readers)]
        self.editor = self.editors[self.turn % len(self.editors)]

    def _read(self, kind: str, path: str, asked: dict[str, str]) -> Request:
        return Request(kind, self.reader.session, f"{path}?{urlencode(asked)}" if asked else path)

    def _box(self) -> str:
        share = self.chance.choice(ZOOMS)
        west = WEST + self.chance.random() * WIDE * (1 - share)
        south = SOUTH + self.chance.random() * TALL * (1 - share)
        return f"{west:.5f},{south:.5f},{west + WIDE * share:.5f},{south + TALL * share:.5f}"


CARDS: Sequence[Callable[[Deck], Request]] = (
    *[Deck.lot_list] * 5,
    *[Deck.project_list] * 3,
    *[Deck.lot_places] * 3,
    *[Deck.project_places] * 2,
    *[Deck.lot_form, Deck.project_form],
    *[Deck.api_list] * 3,
    *[Deck.save_lot, Deck.confirm],
)


def decks(people: Sequence[Person], count: int) -> list[Deck]:
    """Deal everybody out to so many connections, at most one each: no two save the same lots."""
    editors = [person for person in people if person.lots]
    return [Deck(people[n::count], editors[n::count], n) for n in range(count)]
