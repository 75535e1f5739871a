# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Fill the small disk a home lies on, ask for things, make room, and ask again; prints answers."""

import json
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

TEXT = "x" * 4_900
FORMS = 2


def main(home: Path, tables: Path) -> None:
    """Answer two forms on a full disk, and two when there is room."""
    os.environ["KOTIPESA_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "kotipesa_web.settings"
    import django  # noqa: PLC0415 - it must know the home first

    django.setup()
    shutil.copy(tables, home)
    from kotipesa_web.ui.models import Feedback  # noqa: PLC0415

    ask()
    ballast = fill(home)
    told = {"full": [ask() for _ in range(FORMS)], "kept": Feedback.objects.count()}
    ballast.unlink()
    told["afterwards"] = [ask() for _ in range(FORMS)]
    sys.stdout.write(json.dumps(told | {"rows": Feedback.objects.count()}))


def ask() -> int:
    """Send the form of feedback; give the status of its answer."""
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    client = Client(raise_request_exception=False)
    return client.post(reverse("ui:feedback"), {"subject": "idea", "text": TEXT}).status_code


def fill(home: Path) -> Path:
    """Write a file until not a byte more goes in."""
    ballast = home / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    return ballast


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
