# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Propose a mapping for a table nobody has seen before, by its names and by what stands in it."""

from collections.abc import Mapping
from dataclasses import replace

from kotipesa.sources.mapping.contents import Contents, readable_share
from kotipesa.sources.mapping.coordinates import CoordinateColumns, find_coordinates
from kotipesa.sources.mapping.draft import Draft
from kotipesa.sources.mapping.headers import Header, read_header
from kotipesa.sources.mapping.mapping import (
    OPEN,
    THOUSAND,
    Feed,
    FileMapping,
    Layout,
    TableFeeds,
)
from kotipesa.sources.mapping.matching import Match, match_columns
from kotipesa.sources.mapping.proposal import Line, Proposal, in_order
from kotipesa.sources.mapping.reasons import reason
from kotipesa.sources.mapping.renewing import like_before
from kotipesa.sources.mapping.splitting import Split, find_split, unit_said
from kotipesa.sources.mapping.written_amounts import VAGUE_VOLUMES, read_amount
from kotipesa.sources.raw import RawTable
from kotipesa.sources.schema import Column, Schema
from kotipesa.vocab import find_code
from kotipesa.vocab.codes import plain

LOTS = "lots"
_STATES = ("m3ktr", "m3itd", "m3rtr")
_SPECIAL = (
    *("id", "direction", "material", "amount", "unit", "site", "from", "to"),
    *("project", "amount_low", "amount_high"),
)
"""Columns of lots that follow from several things; the others are taken as they match."""
_TIMES_ENOUGH, _TIMES_ALONE, _BARE_YEARS_AT_MOST = 0.9, 0.6, 0.5
Matches = dict[str, Match]


def propose_mapping(
    table: RawTable,
    layout: Layout,
    schema: Schema,
    target: str = LOTS,
    like: FileMapping | None = None,
) -> Proposal:
    """Propose how a table feeds a table of the region folder; nothing is decided, all is reasoned.

    table: its rows that count; layout: where it stands; like: an older mapping, whose lines are
    kept where their columns are still there. What nothing tells is ``?``.
    """
    draft = Draft(table, schema)
    draft.leave_out_contacts()
    if target == LOTS:
        _propose_lots(draft)
    else:
        _propose_table(draft, target)
    draft.list_unread()
    names = sorted(draft.feeds, key=lambda name: (name != target, list(schema).index(name)))
    tables = {
        name: TableFeeds(
            _in_order(draft.feeds[name], schema[name]), tuple(draft.parts) if name == LOTS else ()
        )
        for name in names
    }
    mapping = FileMapping(replace(layout, ignored=tuple(draft.ignored)), tables, draft.codes)
    unused = [name for name, contents in draft.columns.items() if contents.counts]
    proposal = Proposal(mapping, in_order(draft.lines, mapping), tuple(unused))
    return proposal if like is None else like_before(proposal, like, table)


def _propose_table(draft: Draft, target: str) -> None:
    """Match the columns of any table one by one; required ones without a match stay open."""
    columns = {c.name: c for c in draft.schema[target] if c.name not in ("x", "y", "crs")}
    place = _take_coordinates(draft) if target == "sites" or "site" in columns else None
    targets = {f"{target}.{name}": column for name, column in columns.items()}
    matches = _matched(draft, targets, ("crs",) if place else ())
    if "id" in columns:
        naming = [matches[key].column for key in ("site", "name") if key in matches]
        among = naming or [match.column for match in matches.values()]
        draft.identify(target, matches.get("id"), among, is_row_a_thing=True)
    for name, column in columns.items():
        if name != "id" and name in matches:
            is_found = name == "site" and not place
            draft.match(target, name, matches[name], **({"find": "sites"} if is_found else {}))
        elif name != "id" and column.is_required:
            draft.open(target, name, reason("needed"))
    if place:
        names = [matches[key].column for key in ("site", "id", "name") if key in matches]
        draft.place(place, names, _column_of(matches, "crs"))
        if target == "facilities":
            ids = draft.feeds["sites"]["id"]
            draft.feed(target, "site", ids, reason("site_made"))


def _propose_lots(draft: Draft) -> None:
    place = _take_coordinates(draft)
    amount, material = (draft.column(LOTS, name) for name in ("amount", "material"))
    split = find_split(draft.columns, amount, material)
    if split:
        for part in split.parts:
            draft.columns.pop(part.feeds["amount"].columns[0])
    skipped = {"amount", "amount_low", "amount_high", *split.says} if split else set()
    targets = {f"{LOTS}.{c.name}": c for c in draft.schema[LOTS] if c.name not in skipped}
    matches = _matched(draft, targets, ("months", *(["crs"] if place else [])))
    _propose_sites(draft, place, matches)
    header = read_header(_column_of(matches, "amount") or "-")
    _propose_amounts(draft, split, matches)
    _propose_times(draft, split, matches)
    for name in ("material", "direction"):
        if name in matches:
            draft.match(LOTS, name, matches[name])
    _propose_unsaid(draft, split, header)
    _propose_unit(draft, split, matches, header)
    for column in draft.schema[LOTS]:
        if column.name in matches and column.name not in _SPECIAL:
            draft.match(LOTS, column.name, matches[column.name])
    telling = ("project", "site", "material", "direction", "from", "name")
    among = [matches[name].column for name in telling if name in matches]
    among += [place.x, place.y] if place else []
    draft.identify(LOTS, matches.get("id"), among, is_row_a_thing=split is not None)


def _take_coordinates(draft: Draft) -> CoordinateColumns | None:
    found = find_coordinates(draft.raw)
    if found:
        draft.columns.pop(found.x, None)
        draft.columns.pop(found.y, None)
    return found


def _matched(draft: Draft, targets: Mapping[str, Column], besides: tuple[str, ...]) -> Matches:
    """Match columns with targets, by the name of the column of the region folder."""
    kinds = {"months": draft.column("projects", "shift_later"), "crs": draft.column("sites", "crs")}
    wanted = {**targets, **{name: kinds[name] for name in besides}}
    filled = {name: contents for name, contents in draft.columns.items() if contents.counts}
    return {at.rpartition(".")[2]: one for at, one in match_columns(wanted, filled).items()}


def _propose_sites(draft: Draft, place: CoordinateColumns | None, matches: Matches) -> None:
    """Say where the lots are: at the file's own points, or at places the region knows by name."""
    named = [matches[key] for key in ("site", "project", "name") if key in matches]
    if place:
        draft.place(place, [match.column for match in named], _column_of(matches, "crs"))
        draft.feed(LOTS, "site", draft.feeds["sites"]["id"], reason("site_made"))
    elif named:
        draft.match(LOTS, "site", named[0], reason("site_found"), find="sites")
    else:
        draft.open(LOTS, "site", reason("site_open"))
    if "project" in matches:
        draft.match(LOTS, "project", matches["project"], reason("project_made"))
        for name in ("id", "name"):
            feed = Feed(columns=(matches["project"].column,))
            draft.feed("projects", name, feed, reason("project_made"))


def _propose_amounts(draft: Draft, split: Split | None, matches: Matches) -> None:
    if split:
        draft.parts.extend(split.parts)
        for number, _ in enumerate(split.parts, start=1):
            draft.lines.append(Line(f"{LOTS}.parts[{number}].amount", (reason("part"),)))
        return
    if "amount" not in matches:
        draft.open(LOTS, "amount", reason("amount_open"))
    else:
        match = matches["amount"]
        contents = draft.all_columns[match.column]
        amounts = [one for one in map(read_amount, contents.counts) if one is not None]
        has_ranges = any(one.is_range for one in amounts)
        is_signed = "direction" not in matches and len({one.middle < 0 for one in amounts}) > 1
        take = "middle" if has_ranges else "size" if is_signed else ""
        why = [reason("ranges")] if has_ranges else []
        draft.match(LOTS, "amount", match, *why, take=take)
        if has_ranges:
            for end in ("low", "high"):
                if f"amount_{end}" not in matches:
                    draft.match(LOTS, f"amount_{end}", match, *why, take=end)
        if is_signed:
            feed = Feed(sign_of=match.column)
            draft.feed(LOTS, "direction", feed, reason("direction_sign"))
            draft.codes["direction"] = {"+": "have", "-": "need"}
    for end in ("amount_low", "amount_high"):
        if end in matches and _unit_of(matches, end) == _unit_of(matches, "amount"):
            draft.match(LOTS, end, matches[end])


def _propose_times(draft: Draft, split: Split | None, matches: Matches) -> None:
    """Say the window: from two columns, from a start and a duration, or from one period."""
    if split and "from" in split.says:
        return
    start, end = matches.get("from"), matches.get("to")
    if not start and not end:
        start, end = _by_content(draft)
    if start and "months" in matches:
        months = matches["months"]
        draft.match(LOTS, "from", start, take="first")
        draft.match(LOTS, "to", start, reason("duration"), take="first", months=months.column)
    elif start and end:
        draft.match(LOTS, "from", start, take="first")
        draft.match(LOTS, "to", end, take="last")
    elif one := start or end:
        draft.match(LOTS, "from", one, reason("one_time"), take="first")
        draft.match(LOTS, "to", one, reason("one_time"), take="last")
    else:
        draft.open(LOTS, "from", reason("time_open"))
        draft.open(LOTS, "to", reason("time_open"))


def _by_content(draft: Draft) -> tuple[Match | None, Match | None]:
    """Find one or two columns of times that no name gives away; the one never later is the start.

    A column of bare years alone does not count: amounts may look like them.
    """
    month = draft.column(LOTS, "from")
    found = [
        Match(name, _TIMES_ALONE * share, share=share)
        for name, contents in draft.columns.items()
        if (share := readable_share(contents, month) or 0) >= _TIMES_ENOUGH
        and contents.share(str.isdigit) <= _BARE_YEARS_AT_MOST
    ]
    if len(found) != 2:
        return (found[0] if len(found) == 1 else None), None
    one, other = (draft.periods(match.column) for match in found)
    is_first = all(a[0] <= b[1] for a, b in zip(one, other, strict=True) if a and b)
    return (found[0], found[1]) if is_first else (found[1], found[0])


def _propose_unsaid(draft: Draft, split: Split | None, header: Header) -> None:
    """Say material and direction by the header of the amount where no column does; else ask."""
    for name in ("material", "direction"):
        if name in draft.feeds[LOTS]:
            continue
        if split and name in split.says:
            continue
        if said := getattr(header, name):
            draft.feed(LOTS, name, Feed(value=said), reason(f"{name}_header"))
        else:
            draft.open(LOTS, name, reason(f"{name}_open"))


def _propose_unit(draft: Draft, split: Split | None, matches: Matches, header: Header) -> None:
    """Say the unit by its column, or by header and cells of the amount; m3 says too little."""
    if "unit" in matches:
        draft.match(LOTS, "unit", matches["unit"])
        return
    if split and "unit" in split.says:
        for number, part in enumerate(split.parts, start=1):
            if part.feeds["unit"].value == OPEN:
                why = reason("state_open", choices=", ".join(_STATES))
                draft.lines.append(Line(f"{LOTS}.parts[{number}].unit", (why,)))
        return
    in_cells = _units_in_cells(draft.all_columns.get(header.written))
    headers = split.units if split else (unit_said(header),)
    units = {*headers, *in_cells} - {""}
    if len(units) == 1 and (unit := units.pop()) != "m3":
        draft.feed(LOTS, "unit", Feed(value=unit), reason("unit_header"))
    elif "m3" in {*headers, *in_cells}:
        thousand = THOUSAND if header.is_thousands else ""
        choices = ", ".join(f'"{thousand}{state}"' for state in _STATES)
        draft.open(LOTS, "unit", reason("state_open", choices=choices))
    else:
        draft.open(LOTS, "unit", reason("unit_open"))


def _units_in_cells(contents: Contents | None) -> set[str]:
    """Give the units written behind the numbers of a column."""
    amounts = [read_amount(text) for text in (contents.counts if contents else ())]
    units = {plain(amount.unit) for amount in amounts if amount is not None and amount.unit}
    volume = {"m3"} if units.intersection(VAGUE_VOLUMES) else set()
    return volume | {code for unit in units if (code := find_code("unit", unit))}


def _unit_of(matches: Matches, name: str) -> str:
    """Give the unit in the header of a match, with its thousands."""
    header = read_header(_column_of(matches, name))
    return f"{header.is_thousands} {header.unit}"


def _column_of(matches: Matches, name: str) -> str:
    return matches[name].column if name in matches else ""


def _in_order(feeds: Mapping[str, Feed], columns: tuple[Column, ...]) -> dict[str, Feed]:
    return {column.name: feeds[column.name] for column in columns if column.name in feeds}
