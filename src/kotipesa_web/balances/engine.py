# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask the engine what lots weigh and what of their sums may be told; no other file calls it."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kotipesa.balance import expected_tonnes
from kotipesa.disclosure import Contributions, Rules, protect
from kotipesa.disclosure.contributions import crowd_of
from kotipesa.errors import Language
from kotipesa.region import from_rows
from kotipesa.report.annex import AnnexSettings, annex, write_annex
from kotipesa.vocab import Materials
from kotipesa_web.balances.weighed import Column, Spread, Weighed
from kotipesa_web.core.packing import pack
from kotipesa_web.lots.engine import read_snapshot

KEPT_TABLES = ("settings.toml", "materials.csv")


@dataclass(frozen=True, slots=True)
class Told:
    """Who a lot belongs to on the platform, and how secret it is."""

    pk: int
    owner: int
    grade: str


@dataclass(frozen=True, eq=False, slots=True)
class Reading:
    """A region as the engine reads it: the horizon, and the lots that count."""

    start: int
    months: int
    lots: Weighed


def weigh_region(snapshot: bytes, told: Mapping[str, Told]) -> Reading:
    """Weigh the lots in the scope of plans; ``told`` is by the id of the lot.

    Raises InputError with what is wrong in the rows.
    """
    region = read_snapshot(snapshot)
    lots, expected = region.lots, expected_tonnes(region)
    rows = np.flatnonzero(expected.is_planned)
    whose = [told[str(code)] for code in lots.id[rows]]
    return Reading(
        start=int(region.settings.start),
        months=int(region.settings.months),
        lots=Weighed(
            pk=np.array([one.pk for one in whose], dtype=np.int64),
            owner=np.array([one.owner for one in whose], dtype=np.int64),
            grade=np.array([one.grade for one in whose], dtype=np.str_),
            is_need=lots.is_need[rows],
            municipality=lots.municipality[rows].astype(np.str_),
            material=region.materials.code[lots.material[rows]].astype(np.str_),
            first_month=lots.first_month[rows],
            last_month=lots.last_month[rows],
            mid_t=expected.mid_t[rows],
            low_t=expected.low_t[rows],
            high_t=expected.high_t[rows],
        ),
    )


def periods(lots: Weighed, when: Spread, months: int) -> Column:
    """Put months together until what is protected in each period may be told; give their firsts.

    Haves and needs both, of all materials; so what gathers is known at the end of every period.
    """
    owners, owner = np.unique(lots.owner, return_inverse=True)
    shape = (2, months, len(owners))
    axes = (lots.is_need.astype(int)[when.row], when.month, owner[when.row])
    weights = lots.mid_t[when.row] * when.share
    by_owner = np.bincount(np.ravel_multi_index(axes, shape), weights, int(np.prod(shape)))
    sides = by_owner.reshape(shape)
    firsts = [0]
    for month in range(1, months):
        last = slice(firsts[-1], month)
        if all(_is_safe(owners, side[last].sum(axis=0)) for side in sides):
            firsts.append(month)
    # The last period may be left too small: it joins the one before.
    while len(firsts) > 1 and not all(
        _is_safe(owners, side[firsts[-1] :].sum(axis=0)) for side in sides
    ):
        firsts.pop()
    return np.array(firsts)


def tell(
    lots: Weighed, when: Spread, material: Column, period: Column, shape: tuple[int, int]
) -> Column:
    """Add protected lots up by material and period, sums last; nan where withheld."""
    given = Contributions(
        shape=shape,
        cell=np.column_stack([material[when.row], period]),
        owner=lots.owner[when.row],
        amount_t=lots.mid_t[when.row] * when.share,
        is_protected=np.ones(len(when.row), dtype=bool),
    )
    return protect(given).shown_t


def tell_ends(lots: Weighed) -> tuple[float, float]:
    """Give how far below and above the likely tonnes of all lots together may be, as shares of it.

    nan where an end, or how far it is, would tell on an owner.
    """
    mid_t = float(lots.mid_t.sum())
    if not mid_t:
        return 1.0, 1.0
    ends = [(lots.low_t, lots.mid_t - lots.low_t), (lots.high_t, lots.high_t - lots.mid_t)]
    found = [
        float(end_t.sum()) / mid_t
        if _is_safe(lots.owner, end_t) and _is_safe(lots.owner, gap_t)
        else np.nan
        for end_t, gap_t in ends
    ]
    return found[0], found[1]


def _is_safe(owner: Column, amount_t: Column) -> bool:
    """Tell whether the sum of what owners bring may be shown; one of nothing may."""
    everything = np.ones(len(owner), dtype=bool)
    cell = np.zeros((len(owner), 1), dtype=np.int64)
    given = Contributions((1,), cell, owner, np.maximum(amount_t, 0.0), everything)
    crowd, rules = crowd_of(given, everything), Rules()
    unsafe = rules.few(crowd) | rules.dominant(crowd, given.sums_t(everything).ravel())
    return not unsafe.any()


def materials_of(rows: Sequence[Mapping[str, object]]) -> Materials:
    """Give the materials a region weighs by; ``rows`` are its own."""
    return from_rows({"lots": [], "materials": rows}).materials


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover of an annex, and what it divides the sums by."""

    title: str
    organisation: str
    diary_number: str
    author: str
    date: str
    by: tuple[str, ...]
    funders: tuple[str, ...]


def annex_bytes(
    snapshot: bytes,
    codes: Collection[str],
    *,
    publisher: str,
    cover: Cover,
    language: Language,
    ending: str,
) -> bytes:
    """Write the annex of those lots of a region whose ids are given, as ``.docx`` or ``.pdf``.

    Figures of it that would tell on others than the publisher are withheld by the engine. Raises
    InputError with what is wrong in the rows.
    """
    region = read_snapshot(_narrowed(snapshot, codes))
    settings = AnnexSettings(
        title=cover.title,
        organisation=cover.organisation,
        diary_number=cover.diary_number,
        author=cover.author,
        date=cover.date,
        owners=(publisher,),
        funders=cover.funders,
    )
    made, _hidden = annex(region, language, by=cover.by, settings=settings)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"annex{ending}"
        write_annex(made, path)
        return path.read_bytes()


def _narrowed(snapshot: bytes, codes: Collection[str]) -> bytes:
    """Keep of a snapshot some lots, and the projects and sites these name."""
    with zipfile.ZipFile(io.BytesIO(snapshot)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    lots = [row for row in _rows(texts["lots.csv"]) if row["id"] in codes]
    named = {name: {row[name] for row in lots} for name in ("project", "site")}
    projects = [row for row in _rows(texts["projects.csv"]) if row["id"] in named["project"]]
    for row in projects:
        for reference in ("alternative_of", "same_as"):
            if row.get(reference) not in named["project"]:
                row[reference] = ""
    sites = [row for row in _rows(texts["sites.csv"]) if row["id"] in named["site"]]
    kept = {name: texts[name] for name in KEPT_TABLES if name in texts}
    tables = {"lots": lots, "projects": projects, "sites": sites}
    kept |= {f"{name}.csv": _text(texts[f"{name}.csv"], rows) for name, rows in tables.items()}
    return pack(kept)


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _text(original: str, rows: list[dict[str, str]]) -> str:
    head = next(csv.reader(io.StringIO(original)))
    text = io.StringIO()
    writer = csv.DictWriter(text, head, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
