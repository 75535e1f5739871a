# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Ask for balances, keep them, and ask for the annex of one."""

from collections.abc import Mapping
from typing import Any

from kotipesa.version import __version__
from kotipesa.vocab import VERSION
from kotipesa_web.balances.contents import as_bytes
from kotipesa_web.balances.models import BalanceBasis, BalanceVersion
from kotipesa_web.balances.queries import (
    ANNEX,
    COMPUTE,
    basis_of,
    computing,
    fingerprint_of,
    members_of,
)
from kotipesa_web.balances.trustee import Made, Taken, as_basis, digest
from kotipesa_web.core.audit.commands import record
from kotipesa_web.core.commands import command
from kotipesa_web.core.jobs import enqueue
from kotipesa_web.core.jobs.models import Job
from kotipesa_web.core.permissions import require
from kotipesa_web.core.viewer import Viewer
from kotipesa_web.places.models import Region


def keep_fresh(*, viewer: Viewer) -> Job | None:
    """Ask for new balances where the data have changed; gives the job at it, None with none.

    Pages ask this each time, so nothing is locked while nothing has changed.
    """
    require(viewer, "see_balance")
    region, fingerprint = viewer.home_region, fingerprint_of(viewer.home_region)
    basis = basis_of(region)
    if basis is not None and basis.fingerprint == fingerprint:
        return None
    return computing(region, fingerprint) or _ask_balances(viewer, fingerprint)


@command
def _ask_balances(viewer: Viewer, fingerprint: str) -> Job:
    """Ask for balances, unless somebody just did.

    Data that could not be balanced are not tried again before they change.
    """
    params = {"region": viewer.home_region, "fingerprint": fingerprint}
    at_it = computing(viewer.home_region, fingerprint)
    return at_it or enqueue(COMPUTE, params, viewer)


def save_balances(*, viewer: Viewer, region: Region, taken: Taken, made: Made) -> None:
    """Keep what was made; called in the transaction that ends its job.

    A balance that says what the one before it says is not kept a second time.
    """
    members, (known, listed) = members_of(region.pk), taken.projects
    for audience, contents in made.contents.items():
        content = as_bytes(contents)
        told = digest(content, members, known, listed)
        before = BalanceVersion.objects.filter(region=region, audience=audience).first()
        if before is not None and before.sha256 == told:
            continue
        version = BalanceVersion.objects.create(
            region=region,
            audience=audience,
            content=content,
            sha256=told,
            members=members,
            projects_known=known,
            projects_listed=listed,
            engine_version=__version__,
            vocab_version=VERSION,
        )
        record(viewer, action="publish_balance", row=version, after={"sha256": told})
    basis = as_basis(made, taken.fingerprint)
    BalanceBasis.objects.update_or_create(region=region, defaults=basis)


@command
def ask_annex(*, viewer: Viewer, asked: Mapping[str, Any]) -> Job:
    """Ask for the annex of what the viewer may know exactly; a worker writes it."""
    require(viewer, "export_rows")
    return enqueue(ANNEX, {"region": viewer.home_region, **asked}, viewer)
