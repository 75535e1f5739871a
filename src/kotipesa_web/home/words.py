# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Put the actions of the audit log and the channels of the disclosure log into words."""

from django.utils.translation import gettext as _

from kotipesa_web.core.permissions.roles import Role


def action_words(action: str) -> str:
    """Say what was done, as the owner of the row would."""
    told = {
        "send_enquiry": _("Asked about it"),
        "answer_enquiry": _("Wrote about an enquiry"),
        "close_enquiry": _("Closed an enquiry"),
        "publish_balance": _("Counted it into a balance"),
        "run_plan": _("Read it for a plan"),
        "plan_read": _("Read it for a plan"),
        "read_for_plan": _("Read it for a plan"),
        "read_for_balance": _("Counted it into a balance"),
        "see_features": _("Took it over the map interface"),
        "join_alike": _("Joined it with another project"),
        "part_alike": _("Said that another project is not the same"),
        "decide_on_joining": _("Decided on joining"),
        "add_member": _("Gave a person a role"),
        "invite": _("Invited a person"),
        "withdraw_invitation": _("Withdrew an invitation"),
        "accept_invitation": _("Accepted an invitation"),
        "ask_to_join": _("Asked to become a member"),
        "found_office": _("Founded the organisation"),
        "accept_terms": _("Accepted the terms"),
        "change_role": _("Changed a person’s role"),
        "end_role": _("Ended a person’s role"),
        "hand_over": _("Handed responsibilities over"),
        "leave_region": _("Left the region"),
        "see_candidates": _("Saw it among candidates"),
        "remove_kept": _("Removed it, its time of keeping being over"),
    }
    return told.get(action) or _("Worked on it")


def role_words(role: str) -> str:
    """Name a role."""
    return str(Role(role).label) if role in Role.values else role


def kind_words(kind: str) -> str:
    """Name a kind of row."""
    told = {
        "lot": _("Lot"),
        "project": _("Project"),
        "site": _("Place"),
        "facility": _("Facility"),
        "enquiry": _("Enquiry"),
        "batch": _("Import"),
        "job": _("Background work"),
        "organisation": _("Organisation"),
        "membership": _("Role"),
    }
    return told.get(kind, kind)


def channel_words(channel: str) -> str:
    """Name a way by which rows leave."""
    told = {
        "export": _("File"),
        "file": _("File"),
        "api": _("Program interface"),
        "features": _("Map interface"),
    }
    return told.get(channel, channel)


def level_words(level: str) -> str:
    """Say how much of a row was given."""
    told = {
        "full": _("In full"),
        "partners": _("As partners see it"),
        "generalised": _("Roughly"),
        "public": _("As the public sees it"),
    }
    return told.get(level, level)
