# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask a platform of 10,000 projects and 50,000 lots as many people at once, and time it.

    .venv/bin/python benchmarks/web_load.py

The server is ``kotipesa-web serve`` as it is (two processes of four threads, SQLite). Asked is a
fixed mix over kept connections, as fast as it answers, and among it, once in twenty, an empty page
of somebody signed in (/about: the layout alone); then that page alone over as many connections.
Then eight processes save the same lots and their own. Prints a table and writes it to
results/web_load.txt; 1 where something asked is missed.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import mean, quantiles
from time import perf_counter
from typing import TYPE_CHECKING

from web_loading.asking import Answer, Connection, Request, ask_at_once
from web_loading.serving import cpu_seconds, serving
from web_loading.writers import WRITERS, write_at_once

if TYPE_CHECKING:
    from web_loading.people import Person

RESULTS = Path(__file__).parent / "results" / "web_load.txt"
LEAST_PER_S = 100.0
MOST_TIMES = 3.0
WARM_UP_S = 10.0
ROUNDS = 10
MIXED_IN_A_ROW = 19
LINE = "{:<15}{:>8}{:>8}{:>8}{:>9}{:>9}{:>9}{:>9}"


def main() -> int:
    """Fill a platform, ask it, print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--lots", type=int, default=50_000)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--home", type=Path, help="a folder to keep what is filled in")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = told.home or Path(scratch)
        people = filled(home, told.projects, told.lots)
        began = perf_counter()
        with serving(home) as (port, server):
            Connection(port).ask(Request("first", "", "/"))
            first_s = perf_counter() - began
            asked, are_met = load(port, server, people, told)
            saved, are_kept = eight_writers(port, people)
    report = "\n".join([*heading(told, first_s), *asked, "", *saved])
    print(report)
    RESULTS.write_text(report + "\n", encoding="utf-8")
    return 0 if are_met and are_kept else 1


def filled(home: Path, projects: int, lots: int) -> "list[Person]":
    """Fill a platform where it is empty, and sign people in."""
    os.environ["KOTIPESA_HOME"] = str(home)
    os.environ["KOTIPESA_SECRET_KEY"] = "the server reads the sessions that are made here " * 2
    os.environ["DJANGO_SETTINGS_MODULE"] = "kotipesa_web.settings"
    import django  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections, transaction  # noqa: PLC0415

    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    from web_loading.people import signed_in  # noqa: PLC0415 - Django must stand first
    from web_loading.seed import Size, fill, is_empty  # noqa: PLC0415

    with transaction.atomic():
        if is_empty():
            fill(Size(projects, lots))
        people = signed_in()
    connections.close_all()
    return people


def load(
    port: int, server: int, people: "Sequence[Person]", told: argparse.Namespace
) -> tuple[list[str], bool]:
    """Ask the mix, then the empty page; tell both, and whether what is asked is reached."""
    from web_loading.mix import decks  # noqa: PLC0415 - Django must stand first

    lines = [LINE.format("", "per s", "errors", "count", "mean ms", "p50 ms", "p95 ms", "p99 ms")]
    dealt = decks(people, told.connections)
    among = [with_empty(deck.mixed(), deck.empty()) for deck in dealt]
    mixed, busy = asked_of(port, server, among, told)
    lines += [*table("mixed", [a for a in mixed if a.kind != "empty"], told.seconds)]
    lines += [line("empty among", [a for a in mixed if a.kind == "empty"], told.seconds), busy]
    alone, busy = asked_of(port, server, [deck.empty() for deck in dealt], told)
    lines += [line("empty alone", alone, told.seconds), busy, ""]
    p95_s, among_s = (
        percentiles([a for a in mixed if (a.kind == "empty") is is_empty])[1]
        for is_empty in (False, True)
    )
    per_s = sum(answer.kind != "empty" for answer in mixed) / told.seconds
    wrong = [answer for answer in (*mixed, *alone) if not answer.is_good]
    lines += [f"  {a.kind} {a.status} {a.text[:200]}" for a in wrong[:3]]
    times, times_alone = p95_s / among_s, p95_s / percentiles(alone)[1]
    lines += [
        f"{per_s:.0f} mixed requests/s (asked: {LEAST_PER_S:.0f}), {len(wrong)} errors",
        f"p95 of the mix is {times:.2f} times that of the empty page among it under the same load",
        f"(asked: {MOST_TIMES:.0f}), and {times_alone:.2f} times that of the empty page alone",
    ]
    return lines, per_s >= LEAST_PER_S and times <= MOST_TIMES and not wrong


def with_empty(mixed: Iterator[Request], empty: Iterator[Request]) -> Iterator[Request]:
    """Ask the empty page now and then, over the connections and at the moments of the mix."""
    while True:
        yield from islice(mixed, MIXED_IN_A_ROW)
        yield next(empty)


def asked_of(
    port: int, server: int, dealt: list[Iterator[Request]], told: argparse.Namespace
) -> tuple[list[Answer], str]:
    """Ask what is dealt, each over a connection; give the answers, and how busy the server was."""
    # What a process loads at its first requests, and the start of the worker, are not counted.
    ask_at_once(port, dealt, seconds=0, warm_up_s=WARM_UP_S)
    before_s, began = cpu_seconds(server), perf_counter()
    answers = ask_at_once(port, dealt, seconds=told.seconds, warm_up_s=0)
    spent_s, took_s = cpu_seconds(server) - before_s, perf_counter() - began
    share, each_ms = spent_s / took_s, 1000 * spent_s / len(answers)
    return answers, f"{'':15}the server was busy on {share:.2f} processors, {each_ms:.1f} ms each"


def table(name: str, answers: Sequence[Answer], seconds: float) -> Iterator[str]:
    """Write a line for each kind of request, and one for all."""
    for kind in sorted({answer.kind for answer in answers}):
        yield line(kind, [answer for answer in answers if answer.kind == kind], seconds)
    yield line(f"all {name}", answers, seconds)


def line(kind: str, answers: Sequence[Answer], seconds: float) -> str:
    """Write one line of the table."""
    wrong = sum(not answer.is_good for answer in answers)
    times_s = [mean(answer.took_s for answer in answers), *percentiles(answers)]
    figures = (f"{1000 * time_s:.1f}" for time_s in times_s)
    return LINE.format(kind, f"{len(answers) / seconds:.1f}", wrong, len(answers), *figures)


def percentiles(answers: Sequence[Answer]) -> tuple[float, float, float]:
    """Give the 50th, 95th and 99th percentile, in seconds."""
    times_s = [answer.took_s for answer in answers]
    cuts = quantiles(times_s * 2 if len(times_s) == 1 else times_s, n=100, method="inclusive")
    return cuts[49], cuts[94], cuts[98]


def eight_writers(port: int, people: "Sequence[Person]") -> tuple[list[str], bool]:
    """Save the same lots from eight processes; tell whether every saving is there, and once."""
    from kotipesa_web.lots.models import Lot  # noqa: PLC0415 - Django must stand first

    writer = [person for person in people if person.lots][-1]
    versions = dict(
        Lot.objects.filter(pk__in=[lot["pk"] for lot in writer.lots]).values_list("pk", "version")
    )
    lots = [lot | {"version": versions[lot["pk"]]} for lot in writer.lots]
    told = write_at_once(port, writer.session, lots, ROUNDS)
    now = dict(Lot.objects.filter(pk__in=versions).values_list("pk", "version"))
    grown = Counter({pk: now[pk] - version for pk, version in versions.items()})
    is_kept = +grown == +told.saved
    statuses = ", ".join(f"{count} × {status}" for status, count in sorted(told.statuses.items()))
    kept = "none" if is_kept else "some"
    lines = [
        f"{WRITERS} processes saved {len(lots)} lots at once, some of them the same: {statuses}",
        f'{told.locked} times "database is locked"',
        f"{told.saved.total()} savings answered, {grown.total()} kept; lost or doubled: {kept}",
    ]
    return lines, is_kept and not told.locked and set(told.statuses) <= {302, 409}


def heading(told: argparse.Namespace, first_s: float) -> list[str]:
    """Say what was asked of what, and how busy the machine was."""
    rows = f"{told.projects:,} projects and {told.lots:,} lots on SQLite"
    asked = f"{told.connections} connections for {told.seconds:.0f} s"
    machine = f"{os.cpu_count()} processors, load at the end {os.getloadavg()[0]:.1f}"
    return [
        f"{rows}; {asked}; {machine}",
        f"the server's first page came {first_s:.1f} s after its start",
        "",
    ]


if __name__ == "__main__":
    sys.exit(main())
