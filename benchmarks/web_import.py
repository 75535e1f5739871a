# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Time the import of a workbook with its preview against the engine's own read-and-check.

    .venv/bin/python benchmarks/web_import.py --lots 10000

Three runs of each, the quickest counts. Prints a line of JSON; 1 where the preview takes more than
four times as long.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

MOST_TIMES = 4.0


def main() -> int:
    """Make the workbook and an empty platform, and time both ways."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lots", type=int, default=10_000)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        workbook = Path(home) / "tuonti.xlsx"
        write_workbook(workbook, told.lots)
        viewer = platform(home)
        from kotipesa.region import check  # noqa: PLC0415 - Django must stand first
        from kotipesa_web.intake import commands  # noqa: PLC0415

        def preview() -> object:
            given = [(workbook.name, [workbook.read_bytes()])]
            return commands.upload(viewer=viewer, files=given)

        found = {"lots": told.lots, "engine_s": quickest(lambda: check(workbook))}
        found["preview_s"] = quickest(preview)
        batch = preview()
        found["accept_s"] = quickest(
            lambda: commands.accept(viewer=viewer, pk=batch.pk, version=batch.version), 1
        )
        found["again_s"] = quickest(preview, 1)
        found["undo_s"] = quickest(lambda: commands.undo(viewer=viewer, pk=batch.pk), 1)
    found["times"] = round(found["preview_s"] / found["engine_s"], 2)
    print(json.dumps(found))
    return 0 if found["times"] <= MOST_TIMES else 1


def quickest(work: Callable[[], object], runs: int = 3) -> float:
    """Time the quickest of some runs, in seconds."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return round(min(times), 3)


def write_workbook(path: Path, lots: int) -> None:
    """Write a workbook of so many lots on a fifth as many projects and sites."""
    from kotipesa.region import from_rows  # noqa: PLC0415
    from kotipesa.region.template import region_book  # noqa: PLC0415

    places = lots // 5
    sites = [
        {"id": f"s{n}", "x": 380_000 + n % 97 * 100, "y": 6_670_000 + n // 97 * 100}
        | {"crs": "EPSG:3067", "name": f"Paikka {n}", "municipality": "091"}
        for n in range(places)
    ]
    projects = [{"id": f"p{n}", "name": f"Hanke {n}"} for n in range(places)]
    rows = [
        {
            "id": f"l{n}",
            "direction": "need" if n % 2 else "have",
            "material": ("kalliomurske", "hiekka", "savi")[n % 3],
            "amount": 100 + n * 7 % 9_000,
            "unit": "m3ktr" if n % 4 else "t",
            "site": f"s{n % places}",
            "project": f"p{n % places}",
            "from": f"2026-{1 + n % 9:02}",
            "to": f"2026-{3 + n % 9:02}",
            "name": f"Erä {n}",
        }
        for n in range(lots)
    ]
    region = from_rows({"lots": rows, "projects": projects, "sites": sites})
    region_book("fi", region).save(path)


def platform(home: str) -> object:
    """Make an empty platform with one organisation; give the viewer of its coordinator."""
    os.environ["KOTIPESA_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "kotipesa_web.settings"
    import django  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    from kotipesa_web.accounts.looking import viewer_of  # noqa: PLC0415
    from kotipesa_web.accounts.models import Membership, Organisation, User  # noqa: PLC0415
    from kotipesa_web.places.models import Region  # noqa: PLC0415

    region = Region.objects.create(code="koe", name_fi="Koe", name_sv="Prov", name_en="Test")
    city = Organisation.objects.create(
        region=region, name="Kaupunki", code="k", business_id="0201256-6", state="member"
    )
    person = User.objects.create_user("m@example.fi", name="Massakoordinaattori")
    Membership.objects.create(user=person, organisation=city, role="coordinator")
    return viewer_of(person)


if __name__ == "__main__":
    sys.exit(main())
