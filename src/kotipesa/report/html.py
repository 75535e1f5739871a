# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write the report as one HTML page that stands alone."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kotipesa.errors import Language
from kotipesa.report import balance_tables, move_tables, site_tables, trust_tables, unmet_tables
from kotipesa.report.checks import checks, example
from kotipesa.report.curves import CURVES_SHOWN, curve_svg, curves
from kotipesa.report.facts import Facts
from kotipesa.report.map_marks import half_disc, symbol
from kotipesa.report.mass_flow import mass_flow
from kotipesa.report.sankey_svg import sankey_svg
from kotipesa.report.speech import Speech, speech
from kotipesa.report.story import story
from kotipesa.report.svg_map import map_drawing
from kotipesa.report.whole_file import whole_file


def write_html(facts: Facts, language: Language, path: Path) -> None:
    """Write ``report.html``: no scripts, nothing fetched, the same facts give the same bytes."""
    page = render_html(facts, language)
    with whole_file(path) as unfinished:
        unfinished.write_text(page, encoding="utf-8", newline="\n")


def render_html(facts: Facts, language: Language) -> str:
    """Make the page as text."""
    say = speech(language)
    template = _environment().get_template("report.html.j2")
    parts: dict[str, Any] = {**_frame(facts, say)}
    if facts.has_solution:
        parts |= _charts(facts, say) | _tables(facts, say)
    return template.render(parts)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("kotipesa.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _frame(facts: Facts, say: Speech) -> Mapping[str, Any]:
    """Give what every page has, with or without a solution."""
    style = files("kotipesa.report").joinpath("templates", "report.css").read_text("utf-8")
    return {
        "say": say,
        "t": say.text,
        "facts": facts,
        "plan": facts.plan,
        "story": story(facts, say),
        "style": Markup(style),  # noqa: S704 - our own file
        "coverage_table": trust_tables.coverage_table(facts, say),
        "members_table": trust_tables.members_table(facts, say),
        "factors_table": trust_tables.factors_table(facts, say),
        "settings_table": trust_tables.settings_table(facts, say),
        "unverified_names": trust_tables.unverified_names(facts, say),
        "glossary": [
            (say.text(f"{key}"), say.text(f"{key}_means"))
            for key in say.sentences
            if key.startswith("term_") and not key.endswith("_means")
        ],
    }


def _charts(facts: Facts, say: Speech) -> dict[str, Any]:
    found = curves(facts)
    flow = mass_flow(facts, say)
    return {
        "map": map_drawing(facts, say),
        "symbol": symbol,
        "half_disc": half_disc,
        "flow": flow,
        "sankey": sankey_svg(flow, say) if flow.links else None,
        "flow_table": balance_tables.flow_table(flow, say),
        "curves": [
            (say.label("material", curve.material), curve_svg(curve, place, say))
            for place, curve in enumerate(found[:CURVES_SHOWN])
        ],
        "curves_left_out": max(0, len(found) - CURVES_SHOWN),
        "has_bands": any(curve.surplus_range for curve in found),
        "curve_table": balance_tables.curve_table(found, say),
    }


def _tables(facts: Facts, say: Speech) -> dict[str, Any]:
    followed = example(facts)
    return {
        "balance_table": balance_tables.balance_table(facts, say),
        "moves_tables": move_tables.moves_tables(facts, say),
        "stores_table": move_tables.stores_table(facts, say),
        "sites_table": site_tables.sites_table(facts, say),
        "facilities_table": move_tables.facilities_table(facts, say),
        "unmet_reasons_table": unmet_tables.unmet_reasons_table(facts, say),
        "unmet_table": unmet_tables.unmet_table(facts, say),
        "prices_table": unmet_tables.prices_table(facts, say),
        "limits_table": unmet_tables.limits_table(facts, say),
        "cost_table": trust_tables.cost_table(facts, say),
        "impact_tables": [
            table
            for kind in trust_tables.KINDS
            if (table := trust_tables.impact_table(facts, kind, say))
        ],
        "checks_table": trust_tables.checks_table(checks(facts), say),
        "example_table": trust_tables.example_table(followed, say) if followed else None,
    }
