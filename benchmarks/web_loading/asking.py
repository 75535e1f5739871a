# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask a server over kept connections, several at once, and time every answer."""

import http.client
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from threading import Barrier, Thread
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

TOKEN = "k" * 32
OK, SAVED, CONFLICT = 200, 302, 409
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to ask; ``then`` is told whether it succeeded."""

    kind: str
    session: str
    path: str
    form: Mapping[str, Any] | None = None
    then: Callable[[bool], None] = bool


@dataclass(frozen=True, slots=True)
class Answer:
    """How one request went: its status (0: none came), when it was asked, how long it took.

    ``text`` is kept of what was not answered as wanted.
    """

    kind: str
    status: int
    is_good: bool
    asked_s: float
    took_s: float
    text: str


class Connection:
    """A connection that is kept open, and opened anew when the server closed it meanwhile."""

    def __init__(self, port: int) -> None:
        """Open nothing yet."""
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, request: Request) -> Answer:
        """Ask and read the whole answer."""
        began = perf_counter()
        try:
            status, body = self._send(request)
        except (http.client.HTTPException, OSError) as failed:
            self.line.close()
            status, body = 0, repr(failed).encode()
        took_s = perf_counter() - began
        is_good = status == (OK if request.form is None else SAVED)
        request.then(is_good)
        text = "" if is_good else body.decode()
        return Answer(request.kind, status, is_good, began, took_s, text)

    def _send(self, request: Request) -> tuple[int, bytes]:
        body = None
        headers = {"Cookie": f"sessionid={request.session}; csrftoken={TOKEN}"}
        if request.form is not None:
            body = urlencode({"csrfmiddlewaretoken": TOKEN, **request.form}, doseq=True)
            headers["Content-Type"] = FORM
        for is_last in (False, True):
            try:
                self.line.request("POST" if body else "GET", request.path, body, headers)
                answer = self.line.getresponse()
                return answer.status, answer.read()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                # A kept line the server closed before it read anything; only that is asked again.
                self.line.close()
                if is_last:
                    raise
        raise AssertionError


def ask_at_once(
    port: int, decks: list[Iterator[Request]], *, seconds: float, warm_up_s: float
) -> list[Answer]:
    """Let each deck be asked over a connection of its own for a time; drop what warmed up."""
    answers: list[list[Answer]] = [[] for _ in decks]
    start = Barrier(len(decks) + 1)

    def ask_all(deck: Iterator[Request], told: list[Answer]) -> None:
        connection = Connection(port)
        start.wait()
        last = perf_counter() + warm_up_s + seconds
        while perf_counter() < last:
            told.append(connection.ask(next(deck)))

    threads = [Thread(target=ask_all, args=pair) for pair in zip(decks, answers, strict=True)]
    for thread in threads:
        thread.start()
    start.wait()
    began = perf_counter() + warm_up_s
    for thread in threads:
        thread.join()
    return [a for told in answers for a in told if a.asked_s >= began]
