# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Walk and act on a page by the keys alone, as somebody who has no mouse."""

import pytest
from playwright.sync_api import FilePayload, Page

MOST_STOPS = 250
ENDS = " \n:"  # what may follow the name, as "(optional)" or what it is about
HERE = """
() => {
  const node = document.activeElement;
  const labels = [...(node.labels ?? [])].map((label) => label.innerText);
  const told = [node.getAttribute("aria-label"), ...labels, node.innerText, ""];
  return told.find((text) => text !== null).trim().replaceAll("\\u00ad", "");
}
"""


class Keys:
    """The keys of one page; what a name begins with tells a stop of the Tab key."""

    def __init__(self, page: Page) -> None:
        """Keep the page; its choosing of files is taken over now, as a press may outrun that."""
        self.page = page
        page.on("filechooser", lambda _: None)

    def to(self, name: str) -> None:
        """Tab on until what has the focus is called so."""
        passed = []
        for _ in range(MOST_STOPS):
            self.press("Tab")
            here = self.page.evaluate(HERE)
            if here.startswith(name) and here[len(name) :][:1] in ENDS:
                return
            passed.append(here.split("\n")[0])
        pytest.fail(f"Tab does not lead to {name}, only to {passed}")

    def enter(self, name: str) -> None:
        """Follow a link, or press a button."""
        self.to(name)
        self.press("Enter")

    def open(self, name: str, heading: str) -> None:
        """Follow a link or press a button, and wait for the page it leads to."""
        self.enter(name)
        self.page.get_by_role("heading", level=1, name=heading).wait_for()

    def write(self, name: str, *parts: str) -> None:
        """Type into a field, part by part; a select takes what begins so."""
        self.to(name)
        for part in parts:
            self.page.keyboard.type(part)
            if part != parts[-1]:
                self.press("Tab")

    def give(self, name: str, *files: str | FilePayload) -> None:
        """Open the choosing of files, and choose."""
        self.to(name)
        with self.page.expect_file_chooser() as asked:
            self.press("Space")
        asked.value.set_files([*files])

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)
