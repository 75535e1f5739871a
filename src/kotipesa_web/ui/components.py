# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make the examples of the page that shows every component."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext as _

from kotipesa.errors import Where, problem
from kotipesa_web.ui.charts import Chart
from kotipesa_web.ui.fields import field_for
from kotipesa_web.ui.formats import code_text
from kotipesa_web.ui.tables import Column, Interval, Link, Status, Table

MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]
SURPLUS = [0, 1200, 5400, 9800, 14200, 21000, 26500, 31000, 34800, 37200, 38000, 38000]
NEED = [800, 1600, 4100, 7000, 12500, 17400, 22000, 27800, 30100, 32900, 35000, 36200]
LOTS = (
    ("Kuusiranta, A", "louhe", "have", Interval(9000, 12000, 16500), "2026-05", 4.2, "partners"),
    ("Niittykatu 3", "savi", "have", Interval(2100, 3400, 5200), "2026-09", 12.7, "sealed"),
    ("Harjun alikulku", "hiekka", "need", Interval(700, 800, 950), "2027-02", 0.85, "public"),
)


class ExampleForm(forms.Form):
    """Some fields of every kind."""

    name = field_for("projects", "name", required=True)
    municipality = field_for("projects", "municipality")
    material = field_for("lots", "material")
    amount = field_for("lots", "amount")
    level_m = field_for("lots", "level_m")
    beginning = field_for("lots", "from")
    sensitivity = field_for("lots", "sensitivity", widget=forms.RadioSelect, required=True)
    accepts_contamination = field_for("lots", "accepts_contamination")
    invasive = field_for("lots", "invasive")
    note = field_for("lots", "note")

    @property
    def groups(self) -> list[tuple[str, list[str]]]:
        """Put the fields in two groups."""
        return [
            (_("Project"), ["name", "municipality", "note"]),
            (_("Lot"), ["material", "amount", "level_m", "beginning", "sensitivity"]),
        ]


def example_page(request: HttpRequest) -> dict[str, Any]:
    """Give the examples."""
    return {
        "map_source": static("ui/example.geojson"),
        "table": _lots(request),
        "line": Chart(
            "line",
            _("Cumulative surplus and need"),
            _balance(),
            "month",
            "surplus need",
            bands="surplus_low:surplus_high",
            unit="t",
        ),
        "stacked": Chart(
            "stacked", _("By material"), _materials(), "material", "have need", unit="t"
        ),
        "sankey": Chart("sankey", _("Where masses go"), _moves(), "start end", "tonnes", unit="t"),
        "problems": [
            problem("open_unknown_facility", Where("lots.csv", "", 14, "site", "X-9"), id="X-9")
        ],
        "form": ExampleForm(request.POST if request.method == "POST" else None),
    }


def _lots(request: HttpRequest) -> Table:
    rows = [
        {
            "name": Link(name, "#"),
            "material": material,
            "direction": direction,
            "amount": amount,
            "month": month,
            "km": km,
            "sensitivity": Status(sensitivity, code_text("sensitivity", sensitivity)),  # type: ignore[arg-type]
        }
        for name, material, direction, amount, month, km, sensitivity in LOTS * 3
    ]
    page = Paginator(rows, 5).get_page(request.GET.get("page"))
    return Table(
        id="lots",
        caption=_("Haves and needs"),
        columns=(
            Column("name", _("Lot"), "link", is_sortable=True),
            Column("direction", _("Direction"), "code", list="direction"),
            Column("material", _("Material"), "code", list="material", is_sortable=True),
            Column("amount", _("Amount"), "interval", unit="t", is_sortable=True),
            Column("month", _("Starts"), "month", is_sortable=True),
            Column("km", _("Distance"), "km"),
            Column("sensitivity", _("Sensitivity"), "status"),
        ),
        rows=page.object_list,  # type: ignore[arg-type]
        sorted_by=request.GET.get("sort", "-amount"),
        page=page,
        total={"name": Link(_("Together"), "#"), "amount": Interval(11800, 16200, 22650)},
        downloads=(Link("CSV", "#"), Link("XLSX", "#")),
        note=_("Imaginary figures."),
    )


def _balance() -> Table:
    return Table(
        id="balance",
        caption=_("Cumulative surplus and need"),
        columns=(
            Column("month", _("Month"), "month"),
            Column("surplus", _("Surplus"), "tonnes"),
            Column("surplus_low", _("Surplus at least"), "tonnes"),
            Column("surplus_high", _("Surplus at most"), "tonnes"),
            Column("need", _("Need"), "tonnes"),
        ),
        rows=[
            {"month": m, "surplus": s, "surplus_low": s * 0.8, "surplus_high": s * 1.3, "need": n}
            for m, s, n in zip(MONTHS, SURPLUS, NEED, strict=True)
        ],
    )


def _materials() -> Table:
    amounts = (("louhe", 21000, 9000), ("savi", 14000, 0), ("hiekka", 3000, 27200))
    return Table(
        id="materials",
        caption=_("By material"),
        columns=(
            Column("material", _("Material"), "code", list="material"),
            Column("have", _("Surplus"), "tonnes"),
            Column("need", _("Need"), "tonnes"),
        ),
        rows=[{"material": m, "have": have, "need": need} for m, have, need in amounts],
    )


def _moves() -> Table:
    moves = (
        ("Kuusiranta", "Satama", 9000),
        ("Kuusiranta", "Välivarasto", 3000),
        ("Välivarasto", "Harjun alikulku", 3000),
        ("Niittykatu", "Vastaanottopaikka", 3400),
    )
    return Table(
        id="moves",
        caption=_("Where masses go"),
        columns=(
            Column("start", _("From")),
            Column("end", _("To")),
            Column("tonnes", _("Tonnes"), "tonnes"),
        ),
        rows=[{"start": start, "end": end, "tonnes": tonnes} for start, end, tonnes in moves],
    )
