# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Tell what is known of one project."""

from django.utils.translation import gettext as _

from kotipesa_web.core.permissions.shown import Shown
from kotipesa_web.core.sensitivity import PublicityGround
from kotipesa_web.places.facts import Fact, column_facts, place_fact
from kotipesa_web.places.words import municipality_name, window_words
from kotipesa_web.projects.choices import ProjectState
from kotipesa_web.ui.formats import choice_text, code_text, date_text, number_text

TOLD = (
    ("project_area", "project_area"),
    ("shift_earlier", "shift_earlier"),
    ("shift_later", "shift_later"),
)


def project_facts(project: Shown) -> list[Fact]:
    """Tell a project in the order people ask: where, when, how sure, who."""
    found = [
        Fact(_("Municipality"), municipality_name(project["municipality"])),
        Fact(_("When"), window_words(project["first_month"], project["last_month"])),
        Fact(_("Phase"), code_text("phase", project["phase"])),
        Fact(_("State"), choice_text(ProjectState, project["state"])),
        *_probability(project),
        *column_facts("projects", project, TOLD),
        *([place_fact(project["site"])] if project["site"] else []),
        *_texts(project),
    ]
    return [fact for fact in found if fact is not None]


def people_facts(project: Shown) -> list[Fact]:
    """Tell who answers for a project, as far as the viewer may know."""
    contact = (project[f"contact_{name}"] for name in ("name", "organisation", "phone", "email"))
    pairs = (
        (_("Owner"), project["owner"]),
        (_("Responsible person"), project["responsible"]),
        (_("Contact"), ", ".join(part for part in contact if part)),
        (_("Forecast confirmed"), _date(project)),
    )
    return [Fact(title, str(text)) for title, text in pairs if text]


def secrecy_facts(project: Shown) -> list[Fact]:
    """Tell why a row is secret and how long it is kept; only its owner sees these."""
    if "publicity_ground" not in project.values:
        return []
    ground = PublicityGround(project["publicity_ground"]).label
    until = project["retain_until"]
    return [
        Fact(_("Ground of secrecy"), str(ground)),
        *([Fact(_("Kept until"), date_text(until))] if until else []),
    ]


def _probability(project: Shown) -> list[Fact]:
    probability = project["probability"]
    if probability is None:
        return []
    text = f"{number_text(probability * 100, 0)} %"
    other = project["alternative_of"]
    if other is not None:
        text = _("%(share)s, an alternative of %(other)s") % {
            "share": text,
            "other": other.name or other.code,
        }
    return [Fact(_("Probability"), text)]


def _texts(project: Shown) -> list[Fact]:
    pairs = (
        (_("Address"), project["address"]),
        (_("Description"), project["description"]),
    )
    return [Fact(title, text) for title, text in pairs if text]


def _date(project: Shown) -> str:
    confirmed = project["last_confirmed"]
    return date_text(confirmed) if confirmed else ""
