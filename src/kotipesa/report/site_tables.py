# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Show the places that could be opened, and what each would be worth."""

from kotipesa.report.facts import Facts
from kotipesa.report.plan_json import Site
from kotipesa.report.speech import Speech
from kotipesa.report.table import Table, numbers, words


def sites_table(facts: Facts, say: Speech) -> Table:
    """List every candidate, opened ones first, then by what they would be worth."""
    ranked = sorted(facts.plan.sites, key=lambda site: (not site.opened, -(site.worth_eur or 0)))
    heads = ("facility", "site_opened", "site_used_from", "site_used_to", "site_best_month")
    columns = words(*map(say.text, heads))
    sums = ("site_used", "site_peak", "site_worth", "site_fixed", "site_net")
    columns += numbers(*map(say.text, sums))
    rows = tuple(_row(site, say) for site in ranked)
    return Table("sites", say.text("sites_caption"), columns, rows, note=say.text("sites_note"))


def _row(site: Site, say: Speech) -> tuple[str, ...]:
    net = None if site.worth_eur is None else site.worth_eur - site.fixed_eur
    money = (
        "" if value is None else say.numbers.cell(value)
        for value in (site.used_t, site.peak_t, site.worth_eur, site.fixed_eur, net)
    )
    opened = say.text("site_yes" if site.opened else "site_no")
    months = map(say.numbers.month, (site.used_from, site.used_to, site.best_month))
    return (site.facility, opened, *months, *money)
