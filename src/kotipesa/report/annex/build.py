# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put a balance into words and tables: what an annex says, whatever it is written as."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from kotipesa.balance import Coverage, coverage
from kotipesa.errors import Language, UsageError, problem
from kotipesa.geo import Areas
from kotipesa.region import Region
from kotipesa.region.scope import PLANNED, scope
from kotipesa.report.annex.content import (
    Annex,
    Block,
    Cell,
    Heading,
    NumberedList,
    Paragraph,
    TableBlock,
)
from kotipesa.report.annex.curves_figure import curves_figure
from kotipesa.report.annex.factors import factor_blocks
from kotipesa.report.annex.settings import AnnexSettings
from kotipesa.report.annex.sums import DIVISIONS, MEASURES, AnnexSums, Division, Sum, add_up
from kotipesa.report.numbers import DASH, MONTHS, NBSP
from kotipesa.report.speech import Speech, speech
from kotipesa.sources.limits import shown as in_one_line
from kotipesa.version import __version__
from kotipesa.vocab import VERSION

THIN = "\N{NARROW NO-BREAK SPACE}"
MEMBERS_SHOWN = 200
_NAME_CHARS = 300
_BETWEEN_DIGITS = re.compile(rf"(?<=\d){NBSP}(?=\d)")


def annex(
    region: Region,
    language: Language,
    *,
    by: Sequence[str] = DIVISIONS[:1],
    areas: Areas | None = None,
    name: str = "",
    settings: AnnexSettings | None = None,
) -> tuple[Annex, int]:
    """Tell the balance of a region, or of drawn areas, and count the figures that were hidden.

    by: ``material``, ``municipality`` or both; name: of the area. Raises UsageError for other keys.
    """
    if wrong := [key for key in by if key not in DIVISIONS]:
        known = ", ".join(DIVISIONS)
        raise UsageError([problem("annex_by_unknown", value=one, known=known) for one in wrong])
    given = settings or AnnexSettings()
    say = speech(language)
    sums = add_up(region, by, areas, given.owners)
    tables = _Tables(say)
    blocks: list[Block] = [
        *_summary(sums, say),
        *_divisions(sums, tables),
        *_curves(sums, say),
        *_year_tables(region, sums, tables),
        *_rests(region, coverage(region), sums, say),
        Heading(say.text("annex_method")),
        Paragraph(say.text("annex_method_text")),
        *_assumptions(region, areas, tables),
    ]
    if given.funders:
        blocks.append(Heading(say.text("annex_funding")))
        blocks += [Paragraph(line) for line in given.funders]
    return Annex(
        language=language,
        title=given.title or say.text("annex_title"),
        subtitle=", ".join(filter(None, (in_one_line(name, _NAME_CHARS), _period(region, say)))),
        facts=_facts(given, say),
        author=given.author,
        blocks=tuple(blocks),
    ), sums.hidden


class _Tables:
    """Number the tables as they come, and fill their cells."""

    def __init__(self, say: Speech) -> None:
        self.say = say
        self._count = 0

    def caption(self, text: str) -> str:
        """Give the caption of the next table."""
        self._count += 1
        return self.say.text("annex_table", number=self._count, text=text)

    def of(self, division: Division, key: str, caption: str, *notes: str) -> TableBlock:
        """Make a table of a division, with its total and what is to be known of it below.

        Hidden rows come last, by name: their place among the others would tell their size.
        """
        say = self.say
        heads = (say.text(key), *(say.text(f"{measure}_t") for measure in MEASURES))
        names = {row: _name(key, row, say) for row in division.rows}
        hidden = sorted(division.hidden.rows, key=names.__getitem__)
        shown = [row for row in division.rows if row not in division.hidden.rows]
        rows = tuple(
            (Cell(names[row]), *self._cells(division.rows[row], row in division.hidden.rows))
            for row in (*shown, *hidden)
        )
        foot = (Cell(say.text("total")), *self._cells(division.total, division.hidden.total))
        is_number = (False, *(True for _ in MEASURES))
        is_any_hidden = division.hidden.rows or division.hidden.total
        of_hidden = say.text("annex_hidden_note") if is_any_hidden else ""
        note = " ".join(filter(None, (of_hidden, *notes)))
        return TableBlock(self.caption(caption), heads, is_number, rows, foot, note)

    def _cells(self, sums: Mapping[str, Sum], is_hidden: bool) -> tuple[Cell, ...]:
        if is_hidden:
            return (Cell(self.say.text("annex_hidden_sign")),) * len(MEASURES)
        return tuple(_cell(sums[measure], self.say) for measure in MEASURES)


def thin(text: str) -> str:
    """Set thousands apart by thin spaces that do not break."""
    return _BETWEEN_DIGITS.sub(THIN, text)


def _cell(one: Sum, say: Speech) -> Cell:
    number = say.numbers.cell
    low, high = number(one.low), number(one.high)
    interval = f"({low} … {high})" if low != high else ""
    return Cell(thin(number(one.value)), thin(interval))


def _name(key: str, row: str, say: Speech) -> str:
    return say.municipality(row) if key == "municipality" else say.label(key, row)


def _period(region: Region, say: Speech) -> str:
    start, months = region.settings.start, region.settings.months
    ends = {"start": say.numbers.month(start), "end": say.numbers.month(start + months - 1)}
    return say.text("annex_period", **ends)


def _facts(given: AnnexSettings, say: Speech) -> tuple[tuple[str, str], ...]:
    names = ("organisation", "diary_number", "author", "date")
    return tuple(
        (say.text(f"annex_{name}"), getattr(given, name)) for name in names if getattr(given, name)
    )


def _summary(sums: AnnexSums, say: Speech) -> list[Block]:
    """Say the totals and which materials there is most of, as far as they may be shown."""
    heading = Heading(say.text("annex_summary"))
    division = sums.of_materials
    if not division.rows:
        return [heading, Paragraph(say.text("annex_empty"))]
    if division.hidden.total:
        return [heading, Paragraph(say.text("annex_totals_hidden"))]
    told = {measure: _told(division.total[measure], say) for measure in MEASURES}
    sentences = [thin(say.text("annex_sums", **told))]
    shown = {row: own for row, own in division.rows.items() if row not in division.hidden.rows}
    most = {m: max(shown, key=lambda row: shown[row][m].value, default="") for m in MEASURES[:2]}
    if not division.hidden.rows and all(shown[most[m]][m].value > 0 for m in most):
        words = {m: say.label("material", most[m]).lower() for m in most}
        tonnes = {f"{m}_t": _tonnes(shown[most[m]][m].value, say) for m in most}
        sentences.append(thin(say.text("annex_largest_both", **words, **tonnes)))
    return [heading, Paragraph(" ".join(sentences))]


def _told(one: Sum, say: Speech) -> str:
    value = _tonnes(one.value, say)
    interval = say.numbers.interval(round(one.low), round(one.high), "t")
    return say.text("annex_sum_range", value=value, interval=interval) if interval else value


def _tonnes(value: float, say: Speech) -> str:
    return say.numbers.quantity(value, "t", 0)


def _divisions(sums: AnnexSums, tables: _Tables) -> list[Block]:
    say = tables.say
    blocks: list[Block] = []
    plural = {"material": "annex_of_materials", "municipality": "annex_of_municipalities"}
    for key, division in sums.by.items():
        blocks.append(Heading(say.text(plural[key])))
        blocks.append(tables.of(division, key, say.text(f"annex_by_{key}")))
    return blocks


def _curves(sums: AnnexSums, say: Speech) -> list[Block]:
    """Draw the biggest materials of which nothing is hidden in any year."""
    gone = set(sums.of_materials.hidden.rows).union(*(y.hidden.rows for y in sums.years.values()))
    shown = [row for row in sums.of_materials.rows if row not in gone]
    caption = say.text("annex_figure", number=1, text=say.text("annex_curves_caption"))
    figure = curves_figure(sums.monthly, shown, caption, say)
    return [Heading(say.text("annex_curves")), figure] if figure else []


def _year_tables(region: Region, sums: AnnexSums, tables: _Tables) -> list[Block]:
    say = tables.say
    blocks: list[Block] = [Heading(say.text("annex_of_years"))] if sums.years else []
    for year, division in sums.years.items():
        caption = say.text("annex_of_year", year=year)
        blocks.append(tables.of(division, "material", caption, _months_note(region, year, say)))
    return blocks


def _months_note(region: Region, year: int, say: Speech) -> str:
    """Say which months of a year are counted, unless all are."""
    first = max(region.settings.start, 12 * year)
    last = min(region.settings.start + region.settings.months, 12 * year + 12) - 1
    if last - first == 11:
        return ""
    names = MONTHS[say.language]
    months = f" {DASH} ".join(dict.fromkeys((names[first % 12], names[last % 12])))
    return say.text("annex_part_of_year", year=year, months=months)


def _rests(region: Region, known: Coverage, sums: AnnexSums, say: Speech) -> list[Block]:
    """Say who has joined, what share of projects is known, and what is left out."""
    members = [name for name in known.owners.owner if name not in ("", "-")]
    listed = say.few(members, MEMBERS_SHOWN)
    who = say.text("annex_members", members=listed) if members else say.text("annex_nobody")
    counts = {
        "with_data": int(known.municipalities.has_data.sum()),
        "municipalities": len(known.municipalities.municipality),
    }
    if known.known_share is None:
        which = say.text("annex_unlisted", **counts)
    else:
        share = say.numbers.share(known.known_share)
        which = say.text("annex_known", share=share, **counts)
    lines = [who, which]
    if sums.ranged_share is not None:
        lines.append(say.text("annex_ranged", share=say.numbers.share(sums.ranged_share)))
    reasons, numbers = np.unique(scope(region), return_counts=True)
    lines += [
        say.text("annex_left_out", n=int(n), reason=say.label("reason", str(reason)).lower())
        for reason, n in zip(reasons, numbers, strict=True)
        if reason != PLANNED
    ]
    return [Heading(say.text("annex_rests")), *(Paragraph(line) for line in lines)]


def _assumptions(region: Region, areas: Areas | None, tables: _Tables) -> list[Block]:
    """List the factors used with their sources, and what the annex was made with."""
    say = tables.say
    blocks, sources = factor_blocks(region, areas, tables.caption, say)
    made = say.text(
        "annex_made_with",
        engine=__version__,
        vocabulary=VERSION,
        fingerprint=region.sha256[:12] or "-",
    )
    listed: list[Block] = [NumberedList(tuple(sources))] if sources else []
    return [
        Heading(say.text("annex_assumptions")),
        *blocks,
        Heading(say.text("annex_sources")),
        *listed,
        Paragraph(made, is_note=True),
    ]
