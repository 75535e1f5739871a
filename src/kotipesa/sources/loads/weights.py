# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Work out what each load weighs: net as written, gross less tare, or loads times a payload."""

from dataclasses import dataclass
from functools import reduce
from operator import mul

import numpy as np

from kotipesa.arrays import Flags, Numbers, Texts
from kotipesa.sources.batch import Batch
from kotipesa.sources.loads.fitting import WEIGHTS, FittedTable
from kotipesa.vocab import PAYLOAD_FACTORS, factor

T_PER_KG = 1e-3
ALLOWED_T = 0.0205
"""How far net may be from gross − tare: each of the three was rounded, to 10 kg at worst."""

MOST_OF_ONE_LOAD_T = 76.0
"""No lorry on the road weighs more (decree 407/2013), so no weighed load does."""


@dataclass(frozen=True, eq=False, slots=True)
class Weights:
    """Tonnes of every row, good and bad, with their interval; is_measured: weighed."""

    tonnes: Numbers
    low_t: Numbers
    high_t: Numbers
    is_measured: Flags


def weigh(batch: Batch, fitted: FittedTable) -> Weights:
    """Work out the weights of a batch; rows whose weights are missing or disagree are refused.

    An estimate is loads × payload, with the interval of the vocabulary's factors of that vehicle.
    """
    net, gross, tare = (_in_tonnes(batch, fitted, name) for name in WEIGHTS)
    if fitted.profile.heavier_is_gross:
        gross, tare = np.fmax(gross, tare), np.fmin(gross, tare)
    difference = gross - tare
    has_net, has_pair = ~np.isnan(net), ~np.isnan(difference)
    _refuse_lighter(batch, has_pair & (difference <= 0))
    apart = has_net & has_pair & (np.abs(net - difference) > ALLOWED_T)
    for row in np.flatnonzero(apart & batch.is_good):
        shown = {"net": f"{net[row]:.10g}", "difference": f"{difference[row]:.10g}"}
        batch.refuse(int(row), "load_weights_disagree", "tonnes", **shown)
    weighed = np.where(has_net, net, difference)
    payload = _payloads(batch["vehicle"]) * batch["count"]
    is_estimate = np.isnan(weighed)
    low_t, mid_t, high_t = (np.where(is_estimate, end, weighed) for end in payload)
    batch.refuse_where(np.isnan(mid_t) & batch.is_good, "load_without_weight", "tonnes")
    is_measured = ~is_estimate & batch["weighed"]
    _refuse_too_heavy(batch, is_measured & ~np.isnan(difference), mid_t)
    return Weights(mid_t, low_t, high_t, is_measured)


def _in_tonnes(batch: Batch, fitted: FittedTable, name: str) -> Numbers:
    """Turn a weight into tonnes by the unit of its header, of its row, or of the profile."""
    values: Numbers = batch[name]
    own: Texts = batch["weight_unit"]
    unit = fitted.units.get(name) or fitted.profile.weight_unit
    units = np.full(len(batch), unit, dtype=object)
    if not fitted.units.get(name):
        units = np.where(own != "", own, units)
    unclear = ~np.isnan(values) & (units == "")
    batch.refuse_where(unclear & batch.is_good, "load_unit_missing", name)
    tonnes: Numbers = np.where(units == "kg", values * T_PER_KG, values)
    return tonnes


def _refuse_lighter(batch: Batch, wrong: Flags) -> None:
    batch.refuse_where(wrong & batch.is_good, "load_gross_below_tare", "gross_t")


def _refuse_too_heavy(batch: Batch, on_a_bridge: Flags, tonnes: Numbers) -> None:
    """Refuse a single weighing heavier than any lorry: kilograms were taken for tonnes."""
    heavy = on_a_bridge & (tonnes > MOST_OF_ONE_LOAD_T * batch["count"])
    batch.refuse_where(heavy & batch.is_good, "load_too_heavy", "tonnes", most=MOST_OF_ONE_LOAD_T)


def _payloads(vehicles: Texts) -> Numbers:
    """Give low, middle and high tonnes of one load, a row each; nan without a vehicle."""
    ends: Numbers = np.full((3, len(vehicles)), np.nan)
    for vehicle, names in PAYLOAD_FACTORS.items():
        found = [factor(name) for name in names]
        payload = [
            reduce(mul, (getattr(f, end) for f in found)) for end in ("low", "value", "high")
        ]
        ends[:, vehicles == vehicle] = np.reshape(payload, (3, 1))
    return ends
