# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Offer the components to every template, without a load: tables, figures, months, charts, maps."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.forms import BaseForm
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import get_template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from kotipesa.errors import Problem
from kotipesa_web.core.permissions import is_allowed
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.viewer import PUBLIC
from kotipesa_web.ui.addresses import page_address
from kotipesa_web.ui.cells import body_mark, cell, head_mark, interval_mark, status_mark
from kotipesa_web.ui.charts import Chart
from kotipesa_web.ui.formats import carried, code_text, month_words, number_text, unit_text
from kotipesa_web.ui.forms import groups_of
from kotipesa_web.ui.maps import map_words
from kotipesa_web.ui.navigation import row_doors as doors_of
from kotipesa_web.ui.problems import told
from kotipesa_web.ui.searches.queries import searches_and_doors
from kotipesa_web.ui.tables import Column, Interval, Row, Table, value_of

register = template.Library()
register.simple_tag(page_address)


@register.simple_tag
def number(value: float | None, unit: str = "", decimals: int | None = None) -> str:
    """Write a number and its unit: ``{% number 1234.5 "t" %}``."""
    text = number_text(value, decimals)
    return f"{text}\xa0{unit}" if unit and value is not None else text


@register.simple_tag
def roughly(value: float | None, unit: str = "") -> str:
    """Write an estimate with the figures it carries: ``{% roughly 38501275 "€" %}``."""
    return number(carried(value)[0], unit, 0)


@register.simple_tag
def interval(
    low: float | None,
    mid: float | None,
    high: float | None,
    unit: str = "",
    decimals: int | None = None,
) -> SafeString:
    """Write an estimate and what it may vary between: ``{% interval 900 1200 1600 "t" %}``."""
    return interval_mark(Interval(low, mid, high), unit_text(unit), decimals)


@register.simple_tag
def month(text: str | None, style: str = "long") -> str:
    """Write a month: ``{% month "2026-03" %}``, or ``{% month "2026-03" "short" %}``."""
    return month_words(text, short=style == "short")


@register.simple_tag
def code(list_name: str, value: str | None) -> str:
    """Write the word of a code: ``{% code "material" lot.material %}``."""
    return code_text(list_name, value)


@register.simple_tag
def status(kind: str, text: str) -> SafeString:
    """Write a state as a sign and a word: ``{% status "attention" _("Stale") %}``."""
    return status_mark(kind, text)


@register.simple_tag
def sensitivity(value: str) -> SafeString:
    """Write who may see a row: ``{% sensitivity lot.sensitivity %}``."""
    return status_mark(value, code_text("sensitivity", value))


@register.inclusion_tag("ui/figure.html")
def figure(
    title: str,
    value: float | None,
    unit: str = "",
    *,
    low: float | None = None,
    high: float | None = None,
    decimals: int | None = None,
    href: str = "",
    note: str = "",
) -> dict[str, Any]:
    """Show a figure that opens down to its lots and factors by ``href``.

    What is measured in a unit is an estimate, and rounded to what it carries.
    """
    if unit:
        value, low, high = carried(value, low, high)
    return {
        "title": title,
        "text": number_text(value, decimals),
        "unit": unit,
        "low": number_text(low, decimals) if low is not None else "",
        "high": number_text(high, decimals) if high is not None else "",
        "href": href,
        "note": note,
    }


@register.inclusion_tag("ui/table.html", takes_context=True)
def data_table(context: Context, table: Table) -> dict[str, Any]:
    """Show a table: ``{% data_table table %}``."""
    request: HttpRequest | None = context.get("request")
    return {
        "table": table,
        "heads": SafeString("".join(_head(table, one, request) for one in table.columns)),
        "rows": body_mark(table.columns, table.rows),
        "total": _sums(table, table.total) if table.total is not None else None,
        "downloads": table.downloads if _may_export(request) else (),
        "request": request,
    }


def _may_export(request: HttpRequest | None) -> bool:
    viewer = getattr(request, "viewer", PUBLIC)
    return is_allowed(viewer.role, "export_rows")


@register.inclusion_tag("ui/paging.html", takes_context=True)
def paging(context: Context, page: Any) -> dict[str, Any]:
    """Show which rows of how many these are, and links to the others."""
    request: HttpRequest | None = context.get("request")
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "page": page,
        "first": number_text(page.start_index()),
        "last": number_text(page.end_index()),
        "count": number_text(page.paginator.count),
        "links": [(n, _address(request, page=n) if isinstance(n, int) else "") for n in numbers],
        "previous": _address(request, page=page.number - 1) if page.has_previous() else "",
        "next": _address(request, page=page.number + 1) if page.has_next() else "",
    }


@register.inclusion_tag("ui/chart.html", takes_context=True)
def chart(context: Context, drawn: Chart) -> dict[str, Any]:
    """Show a chart above the table it is drawn from: ``{% chart chart %}``."""
    return {"chart": drawn, "table": drawn.table, "request": context.get("request")}


@register.inclusion_tag("ui/row_doors.html", takes_context=True)
def row_doors(context: Context, kind: str, row: Shown) -> dict[str, Any]:
    """Show what other apps offer to do with a row: ``{% row_doors "lot" lot %}``."""
    return {"doors": doors_of(context["viewer"], kind, row)}


@register.inclusion_tag("ui/problems.html")
def problem_list(problems: Iterable[Problem], title: str = "") -> dict[str, Any]:
    """List what is wrong, each with its place and cure: ``{% problem_list problems %}``."""
    return {"problems": told(problems), "title": title}


@register.inclusion_tag("ui/map.html", takes_context=True)
def map(  # noqa: A001 - it is called map in templates; a map is told all it shows
    context: Context,
    label: str,
    *,
    source: str = "",
    table: str = "",
    draw: str = "",
    fields: str = "",
    month: str = "",
    bounds: str = "",
) -> dict[str, Any]:
    """Show a map of GeoJSON from ``source``; see README.md for drawing and months."""
    return {
        "label": label,
        "source": source,
        "table": table,
        "draw": draw,
        "fields": fields,
        "month": month,
        "bounds": bounds,
        "words": map_words(),
        "basemap": context.get("basemap", ""),
    }


@register.inclusion_tag("ui/post_form.html", takes_context=True)
def post_form(
    context: Context, form: BaseForm, submit: str, cancel: str = "", *, action: str = ""
) -> dict[str, Any]:
    """Show a whole form with its buttons: ``{% post_form form _("Save") cancel_url %}``."""
    return {
        "form": form,
        "submit": submit,
        "cancel": cancel,
        "action": action,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/saved_searches.html", takes_context=True)
def saved_searches(context: Context, page: str) -> dict[str, Any]:
    """List the searches saved of a page, and save its filters: see ui.searches."""
    request: HttpRequest = context["request"]
    viewer = request.viewer  # type: ignore[attr-defined]
    may_keep = is_allowed(viewer.role, "keep_searches")
    return {
        "may_keep": may_keep,
        "searches": searches_and_doors(viewer, page) if may_keep else [],
        "page": page,
        "address": reverse(page),
        "query": request.GET.urlencode(),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def written_once(template_name: str) -> SafeString:
    """Write what is the same on every page: ``{% written_once "ui/styles.html" %}``."""
    return _written_once(template_name, get_script_prefix())


@register.simple_tag
def form_groups(form: BaseForm) -> list[Any]:
    """Give the visible fields of a form in the groups it names."""
    return groups_of(form)


@register.simple_tag
def crumb(href: str, text: str) -> SafeString:
    """Write one step of the breadcrumb: ``{% crumb url _("Lots") %}``."""
    return format_html('<li><a href="{}">{}</a></li>', href, text)


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> SafeString:
    """Write a block of the page a second time."""
    found: SafeString = context.render_context[BLOCK_CONTEXT_KEY].get_block(name).render(context)
    return found


@cache
def _written_once(template_name: str, _prefix: str) -> SafeString:
    return SafeString(get_template(template_name).render())


def _head(table: Table, column: Column, request: HttpRequest | None) -> SafeString:
    is_rising = table.sorted_by == column.name
    is_falling = table.sorted_by == f"-{column.name}"
    order = "ascending" if is_rising else "descending" if is_falling else ""
    turned = f"-{column.name}" if is_rising else column.name
    href = _address(request, sort=turned, page=None) if column.is_sortable else ""
    return head_mark(column, order, href)


def _sums(table: Table, row: Row) -> list[tuple[Column, str]]:
    """Write the row of sums; what has no sum is left blank."""
    has_sum = [value_of(row, column.name) is not None for column in table.columns]
    pairs = zip(table.columns, has_sum, strict=True)
    return [(column, cell(column, row) if has else "") for column, has in pairs]


def _address(request: HttpRequest | None, **changes: Any) -> str:
    asked = request.GET.lists() if request else ()
    kept = [(name, values) for name, values in asked if name not in changes]
    told = [(name, value) for name, value in changes.items() if value is not None]
    return f"?{urlencode([*kept, *told], doseq=True)}"
