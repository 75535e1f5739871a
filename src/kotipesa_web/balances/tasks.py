# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Do the long work of balances."""

from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from kotipesa.errors import KotipesaError
from kotipesa_web.balances.commands import save_balances
from kotipesa_web.balances.engine import Cover, annex_bytes
from kotipesa_web.balances.queries import ANNEX, COMPUTE, lots_known
from kotipesa_web.balances.trustee import make, take, without_rows
from kotipesa_web.core.disclosures.commands import record_disclosure
from kotipesa_web.core.jobs import JobRun, Saving, job
from kotipesa_web.core.permissions import projection
from kotipesa_web.core.stored.commands import store
from kotipesa_web.lots.engine import snapshot
from kotipesa_web.lots.models import Lot
from kotipesa_web.lots.snapshot import engine_ids
from kotipesa_web.places.models import Region

READING = gettext_noop("Reading the region")
ADDING = gettext_noop("Adding up")
WRITING = gettext_noop("Writing the annex")


@job(COMPUTE, _("Computing the balance"))
def compute_balances(run: JobRun) -> Saving:
    """Read the region, add it up, and keep what may be told when the job ends."""
    run.progress(0.0, READING)
    region = Region.objects.get(pk=run.params["region"])
    taken = take(run.viewer, region)
    run.progress(0.2, ADDING)
    try:
        made = make(taken, region)
    except KotipesaError as refused:
        raise KotipesaError(without_rows(refused.problems)) from None

    def save() -> dict[str, object]:
        save_balances(viewer=run.viewer, region=region, taken=taken, made=made)
        return {"url": reverse("balances:balance")}

    return save


@job(ANNEX, _("Writing an annex"))
def write_annex(run: JobRun) -> Saving:
    """Write the annex of the lots its reader knows exactly, and keep it as a file of theirs."""
    run.progress(0.0, READING)
    region = Region.objects.get(pk=run.params["region"])
    rows = [*lots_known(run.viewer)]
    asked = dict(run.params["cover"])
    cover = Cover(**{**asked, "by": tuple(asked["by"]), "funders": tuple(asked["funders"])})
    own = next((lot.owner.code for lot in rows if run.viewer.owns(lot.owner_id)), "")
    ids = engine_ids(region)[Lot]
    run.progress(0.3, WRITING)
    content = annex_bytes(
        snapshot(region).content,
        {ids.get(lot.pk, lot.code) for lot in rows},
        publisher=own,
        cover=cover,
        language=(get_language() or "fi")[:2],  # type: ignore[arg-type]
        ending=run.params["ending"],
    )
    delivered = [(lot.owner_id, str(projection(run.viewer, "see_lot", lot))) for lot in rows]

    def save() -> dict[str, object]:
        kept = store(viewer=run.viewer, name=f"balance{run.params['ending']}", chunks=[content])
        record_disclosure(run.viewer, channel="file", what=kept.original_name, delivered=delivered)
        return {"file": kept.pk, "url": reverse("stored_file", args=[kept.pk])}

    return save
