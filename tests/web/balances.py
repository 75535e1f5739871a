# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Make the balances of the small world, as the first who opens the page would."""

from kotipesa_web.balances.commands import keep_fresh
from kotipesa_web.balances.contents import Contents, contents_of
from kotipesa_web.balances.queries import newest_for
from kotipesa_web.core.jobs.worker import do_one
from kotipesa_web.core.permissions import Role
from web.world import World


def balanced(world: World, role: Role = Role.REGIONAL) -> Contents:
    """Let a worker bring the balances up to date, and give the one a role reads."""
    job = keep_fresh(viewer=world.viewer(role))
    if job is not None:
        assert do_one("test")
        job.refresh_from_db()
        assert job.state == "done", job.problems
    version = newest_for(world.viewer(role))
    assert version is not None
    return contents_of(version)
