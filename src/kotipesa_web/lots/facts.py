# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what is known of one lot, and how its forecast moved."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from kotipesa_web.core.audit.models import AuditLine
from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.sensitivity import PublicityGround
from kotipesa_web.lots.choices import LotState
from kotipesa_web.lots.lists import amount_words, weight_of
from kotipesa_web.places.changes import forecast_rows
from kotipesa_web.places.facts import Fact, column_facts, place_fact
from kotipesa_web.places.words import municipality_name, owner_name, window_words
from kotipesa_web.ui.charts import Chart
from kotipesa_web.ui.columns import column
from kotipesa_web.ui.formats import (
    choice_text,
    code_text,
    date_text,
    interval_text,
    number_text,
    unit_text,
)
from kotipesa_web.ui.tables import Column, Table

QUALITY = (
    *(("material_group", "material_group"), ("fitness", "fitness")),
    *(("contamination", "contamination"), ("sulphide", "sulphide"), ("invasive", "invasive")),
    *(("level_m", "level_m"), ("accepts", "accepts"), ("min_fitness", "min_fitness")),
    ("accepts_contamination", "accepts_contamination"),
    ("accepts_sulphide", "accepts_sulphide"),
)
STANDING = (
    *(("reliability", "reliability"), ("phase", "phase"), ("reserved", "reserved")),
    *(("realised_from", "realised_from"), ("realised_to", "realised_to"), ("kind", "kind")),
)
FORECAST = ("tonnes", "first_month", "last_month")


def lot_facts(lot: Shown) -> list[Fact]:
    """Tell a lot in the order people ask: what, how much, when, where."""
    found = [
        Fact(_("Have or need"), code_text("direction", lot["direction"])),
        Fact(_("Material"), code_text("material", lot["material"])),
        Fact(_("Amount"), _amount(lot)),
        Fact(_("When"), window_words(lot["first_month"], lot["last_month"])),
        Fact(_("Municipality"), municipality_name(lot["municipality"])),
        Fact(_("Owner"), owner_name(lot)),
        place_fact(lot["site"]),
        Fact(_("State"), choice_text(LotState, lot["state"])),
        Fact(_("Rests on"), lot["rests_on"] or ""),
        *column_facts("lots", lot, QUALITY),
        *column_facts("lots", lot, STANDING),
        Fact(_("Told by"), lot["producer"] or ""),
        *column_facts("lots", lot, (("note", "note"),)),
    ]
    return [fact for fact in found if fact is not None and fact.text]


def secrecy_facts(lot: Shown) -> list[Fact]:
    """Tell why a lot is secret and how long it is kept; only its owner sees these."""
    if "publicity_ground" not in lot.values:
        return []
    ground = str(PublicityGround(lot["publicity_ground"]).label)
    until = lot["retain_until"]
    kept = [Fact(_("Kept until"), date_text(until))] if until else []
    return [Fact(_("Ground of secrecy"), ground), *kept]


def forecast_chart(lot: Shown, lines: Sequence[AuditLine]) -> Chart | None:
    """Draw how the amount and the months of a lot moved; None before anything did."""
    rows = forecast_rows(lines, lot.values, FORECAST)
    if len(rows) < 2:
        return None
    table = Table(
        id="forecasts",
        caption=_("Versions of the forecast"),
        columns=(
            Column("at", _("Since")),
            Column("tonnes", _("Amount"), "tonnes"),
            Column("first_month", column("lots", "from").title(), "month"),
            Column("last_month", column("lots", "to").title(), "month"),
        ),
        rows=[{**row, "at": date_text(row["at"])} for row in rows],
        is_caption_hidden=True,
    )
    return Chart(
        "bars", _("How the forecast moved"), table, "at", "tonnes", unit="t", is_table_open=True
    )


def _amount(lot: Shown) -> str:
    """Write the amount as it was told, and what it weighs with what that may vary between."""
    weight, words = weight_of(lot), amount_words(lot)
    if weight is not None and weight.mid is not None and weight.low != weight.high:
        between = interval_text(weight.low, weight.high, 0)
        words = f"{words} ({between} t)" if between else words
    told: Any = lot["amount"]
    if told is None or lot["unit"] == "t":
        return words
    amount = f"{number_text(told)} {unit_text(lot['unit'])}"
    return ", ".join(part for part in (amount, words) if part)
