# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask the served platform as a signed-in person's browser does, who asks again when it hangs up."""

import http.client
import time
from collections.abc import Callable, Mapping
from threading import Thread
from urllib.parse import urlencode
from uuid import uuid4

from django.db import connections
from django.test import Client

from kotipesa_web.accounts.models import User

CSRF = "k" * 32
HOST = "127.0.0.1"
PIECES = 8
PAUSE_S = 0.01
PATIENCE_S = 120.0
HUNG_UP = (OSError, http.client.HTTPException)
File = tuple[str, str]
"""The name of a file, and its text."""


class Person:
    """Somebody who sends one form and does not rest until it is answered."""

    def __init__(self, user: User, port: int) -> None:
        """Sign in without the pages for it."""
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        self.head = {"Cookie": f"sessionid={session}; csrftoken={CSRF}", "X-CSRFToken": CSRF}
        self.port = port
        self.answers: list[str] = []
        self.began_at = 0.0

    def send(
        self,
        path: str,
        fields: Mapping[str, str],
        files: tuple[File, ...] = (),
        *,
        is_done: Callable[[], bool] = lambda: False,
    ) -> None:
        """Send a form from a thread; one that got no answer looks whether it is done already."""
        self.answers = []
        body, kind = _written(fields, files)
        self.began_at = time.monotonic()
        self.thread = Thread(target=self._insist, args=(path, body, kind, is_done))
        self.thread.start()

    @property
    def is_waiting(self) -> bool:
        """Tell whether no answer has come."""
        return self.thread.is_alive()

    def _insist(self, path: str, body: bytes, kind: str, is_done: Callable[[], bool]) -> None:
        last = time.monotonic() + PATIENCE_S
        try:
            while time.monotonic() < last:
                try:
                    self.answers.append(self._ask(path, body, kind))
                except HUNG_UP:
                    time.sleep(PAUSE_S)
                else:
                    return
                if is_done():
                    return
        finally:
            connections.close_all()

    def _ask(self, path: str, body: bytes, kind: str) -> str:
        """Send the form in pieces; give the status and where it leads."""
        asked = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE_S)
        try:
            asked.putrequest("POST", path)
            told = {**self.head, "Content-Type": kind, "Content-Length": str(len(body))}
            for name, value in told.items():
                asked.putheader(name, value)
            asked.endheaders()
            size = len(body) // PIECES + 1
            for first in range(0, len(body), size):
                asked.send(body[first : first + size])
                time.sleep(PAUSE_S)
            answer = asked.getresponse()
            answer.read()
            return f"{answer.status} {answer.getheader('Location', '')}"
        finally:
            asked.close()


def _written(fields: Mapping[str, str], files: tuple[File, ...]) -> tuple[bytes, str]:
    if not files:
        return urlencode(fields).encode(), "application/x-www-form-urlencoded"
    edge = uuid4().hex
    parts = [f'name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    parts += [
        f'name="upload"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n{text}'
        for name, text in files
    ]
    body = "".join(f"--{edge}\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
    return f"{body}--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"
