# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Work out cut and fill between two surfaces, and bring them into a region as lots."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from kotipesa.cli.answer import Answer, problem_list
from kotipesa.cli.asked import language_of
from kotipesa.cli.earthworks import earthworks_record, earthworks_table
from kotipesa.cli.look import counts_text, number, table
from kotipesa.cli.texts import say
from kotipesa.errors import Language, UsageError, Where, problem
from kotipesa.lots.from_volumes import AUTO, Terms
from kotipesa.sources.models.landxml import Said, Surface
from kotipesa.sources.models.stated import Stated
from kotipesa.workflow.earthworks import earthworks_into, stated_earthworks
from kotipesa.workflow.models import (
    Model,
    Volumes,
    measure_volumes,
    volumes_into,
    write_volumes,
)

IFC_ENDING = ".ifc"
CUT_UNIT, FILL_UNIT = "m3ktr", "m3rtr"
_VOLUMES = (("cut_m3", CUT_UNIT), ("fill_m3", FILL_UNIT))
_AREAS = ("area_m2", "base_only_m2", "design_only_m2")
_ROCK = ("soil_m3", "rock_m3", "unknown_m3")


def run(  # noqa: PLR0913 - every one is a word of the command line
    ctx: typer.Context,
    base: Annotated[Path, typer.Argument(metavar="BASE.xml")],
    design: Annotated[Path | None, typer.Argument(metavar="DESIGN.xml")] = None,
    *,
    rock: Annotated[Path | None, typer.Option(metavar="ROCK.xml")] = None,
    base_surface: Annotated[str, typer.Option(metavar="NAME")] = "",
    design_surface: Annotated[str, typer.Option(metavar="NAME")] = "",
    rock_surface: Annotated[str, typer.Option(metavar="NAME")] = "",
    crs: Annotated[str, typer.Option(metavar="CRS")] = "",
    unit: Annotated[str, typer.Option(metavar="UNIT")] = "",
    same_heights: Annotated[bool, typer.Option("--same-heights")] = False,
    write: Annotated[Path | None, typer.Option(metavar="OUT.xml")] = None,
    into: Annotated[Path | None, typer.Option(metavar="REGION")] = None,
    prefix: Annotated[str, typer.Option("--id", metavar="PREFIX")] = "",
    site: Annotated[str, typer.Option(metavar="SITE")] = AUTO,
    project: Annotated[str, typer.Option(metavar="PROJECT")] = "",
    owner: Annotated[str, typer.Option(metavar="OWNER")] = "",
    first: Annotated[str, typer.Option("--from", metavar="MONTH")] = "",
    last: Annotated[str, typer.Option("--to", metavar="MONTH")] = "",
    soil: Annotated[str, typer.Option(metavar="MATERIAL")] = "",
    rock_material: Annotated[str, typer.Option(metavar="MATERIAL")] = "",
    fill_material: Annotated[str, typer.Option(metavar="MATERIAL")] = "",
    beyond_rock: Annotated[str, typer.Option(metavar="soil|rock")] = "",
    reliability: Annotated[str, typer.Option(metavar="A|B|C")] = "",
) -> Answer:
    """Show exact volumes of the common area, and what lies outside it.

    A single model tells its quantities itself.
    """
    language = language_of(ctx)
    terms = Terms(
        id=prefix,
        site=site,
        project=project,
        owner=owner,
        from_month=first,
        to_month=last,
        soil=soil,
        rock=rock_material,
        fill=fill_material,
        beyond_rock=beyond_rock,
        reliability=reliability,
    )
    if design is None:
        return _stated_in(base, unit, into, terms, language)
    found = measure_volumes(
        Model(base, Said(base_surface, crs, unit)),
        Model(design, Said(design_surface, crs, unit)),
        Model(rock, Said(rock_surface, crs, unit)) if rock else None,
        same_heights=same_heights,
    )
    record = volumes_record(found)
    shown: list[Any] = [_volume_table(found, language)]
    if into:
        arrivals = volumes_into(found, into, terms)
        counts = {name: len(rows) for name, rows in arrivals.rows.items()}
        shown += [say("added", language, path=into), f"  {counts_text(counts, language)}"]
        record |= {"into": into, "rows": counts}
    if write:
        write_volumes(found, write)
        shown.append(say("written", language, path=write))
        record["written"] = write
    notes = problem_list(found.notes)
    return Answer({**record, **notes}, shown, problems=found.notes)


def _stated_in(
    path: Path, unit: str, into: Path | None, terms: Terms, language: Language
) -> Answer:
    """Show what a model states itself, and make lots of it."""
    if path.suffix.lower() != IFC_ENDING:
        raise UsageError([problem("volumes_one_surface", Where(path.name))])
    works, notes = stated_earthworks(path, unit)
    record = earthworks_record(works)
    shown: list[Any] = [earthworks_table(works, language)]
    if into:
        arrivals, more = earthworks_into(works, into, terms, path.name)
        counts = {name: len(rows) for name, rows in arrivals.rows.items()}
        shown += [say("added", language, path=into), f"  {counts_text(counts, language)}"]
        record |= {"into": into, "rows": counts}
        notes = (*notes, *more)
    return Answer({**record, **problem_list(notes)}, shown, problems=notes)


def volumes_record(found: Volumes) -> dict[str, Any]:
    """Give volumes as formats.md §4 names them, with the surfaces they are of."""
    return {
        **asdict(found.cut_fill),
        "cut_unit": CUT_UNIT,
        "fill_unit": FILL_UNIT,
        "rock_split": asdict(found.split) if found.split else None,
        "base": _surface_record(found.base),
        "design": _surface_record(found.design),
        "rock": _surface_record(found.rock) if found.rock else None,
        "stated": [{"file": file, **asdict(one)} for file, one in _stated(found)],
    }


def _stated(found: Volumes) -> list[tuple[str, Stated]]:
    """Give what the files state, each once, with the name of the file."""
    surfaces = filter(None, (found.base, found.design, found.rock))
    return list(
        dict.fromkeys((surface.file, one) for surface in surfaces for one in surface.stated)
    )


def _surface_record(surface: Surface) -> dict[str, Any]:
    return {
        "file": surface.file,
        "surface": surface.name,
        "triangles": len(surface.tin),
        "plan_area_m2": surface.tin.plan_area_m2(),
        "crs": surface.crs or None,
        "heights": surface.heights or None,
        "hidden": surface.hidden,
        "flat": surface.left_out.flat,
        "twice": surface.left_out.twice,
        "folded_m2": surface.folded_m2,
    }


def _volume_table(found: Volumes, language: Language) -> Table:
    """Show the volumes, what rock there is in the cut, areas, and what the files state."""
    rows = [
        [say(f"volumes_{name}", language), _figure(getattr(found.cut_fill, name), language), unit]
        for name, unit in _VOLUMES
    ]
    if found.split:
        rows[1:1] = [
            [f"  {say(f'volumes_{name}', language)}", _figure(amount, language), CUT_UNIT]
            for name in _ROCK
            if (amount := getattr(found.split, name)) or name != "unknown_m3"
        ]
    rows += [
        [say(f"volumes_{name}", language), _figure(getattr(found.cut_fill, name), language), "m²"]
        for name in _AREAS
    ]
    rows += _stated_rows(found, language)
    heads = [say(key, language) for key in ("volumes_what", "volumes_amount", "volumes_unit")]
    return table(heads, rows, numbers=(1,))


def _stated_rows(found: Volumes, language: Language) -> list[list[str]]:
    """Show the quantities the files state for themselves, as they state them."""
    return [
        [
            say("volumes_stated", language, file=file, what=one.code or one.what, name=one.surface),
            one.text if one.amount is None else _figure(one.amount, language),
            "m²" if one.what == "area" else "m³",
        ]
        for file, one in _stated(found)
    ]


def _figure(amount: float, language: Language) -> str:
    return number(amount, language, 1)
