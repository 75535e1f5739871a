# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Join and leave; give people their roles and take them back; keep units, terms and keys."""

from kotipesa_web.accounts.commands.inviting import (
    accept_invitation,
    first_link,
    invite,
    withdraw_invitation,
)
from kotipesa_web.accounts.commands.joining import (
    ask_to_join,
    decide_on_joining,
    found_office,
    leave_region,
)
from kotipesa_web.accounts.commands.people import (
    add_member,
    change_role,
    end_role,
    hand_over,
)
from kotipesa_web.accounts.commands.persons import change_own_account, make_key, revoke_key
from kotipesa_web.accounts.commands.readers import (
    end_reader,
    invite_reader,
    withdraw_reader_invitation,
)
from kotipesa_web.accounts.commands.terms import accept_terms, publish_terms
from kotipesa_web.accounts.commands.units import add_unit, change_unit, remove_unit
from kotipesa_web.accounts.terms import current_terms

__all__ = [
    "accept_invitation",
    "accept_terms",
    "add_member",
    "add_unit",
    "ask_to_join",
    "change_own_account",
    "change_role",
    "change_unit",
    "current_terms",
    "decide_on_joining",
    "end_reader",
    "end_role",
    "first_link",
    "found_office",
    "hand_over",
    "invite",
    "invite_reader",
    "leave_region",
    "make_key",
    "publish_terms",
    "remove_unit",
    "revoke_key",
    "withdraw_invitation",
    "withdraw_reader_invitation",
]
