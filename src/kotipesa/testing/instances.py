# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give regions to test with: one small enough to solve by hand, one readable, any number drawn."""

from kotipesa.region import Region
from kotipesa.testing.draft import Draft, rows
from kotipesa.testing.draw import draw

_LOT = (
    "id direction material amount unit site from to owner fitness contamination invasive "
    "accepts min_fitness accepts_contamination"
)
_FACILITY = (
    "id role site materials capacity_t capacity_t_per_month eur_per_t kgco2e_per_t "
    "accepts_contamination outcome origin to_material yield residue_material owner"
)


def tiny_tables() -> Draft:
    """Draft the smallest region in which every family of rules appears.

    Haves a, b, c, d; needs e, f, g; store k; process p with its residue; recovery outlet r and
    disposal w; source q; four months; a lock of 20 t from a to e.
    """
    tables = {
        "lots": rows(
            _LOT,
            "a have gravel 60 t     north 2026-01 2026-02 city    s2 clean     no  . . .",
            "b have clay   40 t     north 2026-01 2026-03 city    u2 threshold no  . . .",
            "c have rock   30 m3ktr south 2026-02 2026-03 builder .  clean     no  . . .",
            "d have clay   10 t     east  2026-01 2026-04 builder u1 clean     yes . . .",
            "e need gravel 50 t     east  2026-02 2026-04 builder .  .         .   . h3 .",
            "f need crush  70 t     west  2026-03 2026-04 city    .  .         .   . s3 .",
            "g need fill   30 t     south 2026-02 2026-02 builder .  . . clay|gravel . "
            "clean|threshold",
        ),
        "sites": rows(
            "id x y crs municipality",
            "north  385000 6690000 EPSG:3067 Vantaa",
            "south  385000 6672000 EPSG:3067 Helsinki",
            "east   395000 6680000 EPSG:3067 Helsinki",
            "west   370000 6680000 EPSG:3067 Espoo",
            "yard   380000 6680000 EPSG:3067 Vantaa",
            "quarry 360000 6690000 EPSG:3067 Espoo",
            "dump   375000 6700000 EPSG:3067 Vantaa",
        ),
        "facilities": rows(
            _FACILITY,
            "k store   yard   .            60 40 0.5 0.1 clean|threshold . . . . . city",
            "p process yard   rock         .  50 3   1.5 clean . . crush 0.9 fines builder",
            "r outlet  west   clay|fines   35 .  2   0   clean|threshold recovery . . . . city",
            "w outlet  dump   .            .  .  12  0.5 clean|threshold disposal . . . . city",
            "q source  quarry crush|gravel 60 25 8   4   . . virgin . . . builder",
        ),
        "distances": rows("from_site to_site km eur_per_t kgco2e_per_t", *_TINY_ROADS),
        "materials": rows(
            "code t_per_m3ktr itd_per_ktr rtr_per_ktr replaces",
            "gravel 2.0 1.2 0.95 .",
            "clay   1.6 1.3 0.9  .",
            "rock   2.5 1.7 1.3  .",
            "crush  2.2 1.3 0.9  gravel",
            "fines  1.8 1.3 0.9  .",
            "fill   1.8 1.2 0.95 .",
        ),
        "locked": rows("from_kind from_id to_kind to_id month tonnes", "lot a lot e 2026-02 20"),
    }
    settings = {
        "start": "2026-01",
        "months": 4,
        "distances": "explicit",
        "carbon_eur_per_t": 60.0,
        "storage_eur_per_t_month": 0.2,
        "end_stock_eur_per_t": 3.0,
        "min_recovery_share": 0.6,
    }
    return Draft(tables, settings)


_TINY_ROADS = (
    "north  east  12 .   .",
    "north  yard  8  .   .",
    "north  west  20 .   .",
    "north  south 15 .   .",
    "north  dump  .  4.2 1.9",
    "south  yard  6  .   .",
    "south  dump  .  6.0 2.5",
    "east   dump  25 .   .",
    "yard   yard  0  .   .",
    "yard   east  7  .   .",
    "yard   west  5  .   .",
    "yard   south 6  .   .",
    "yard   dump  18 .   .",
    "quarry east  22 .   .",
    "quarry west  14 .   .",
)


def tiny() -> Region:
    """Read the tiny region."""
    return tiny_tables().region()


def small_tables() -> Draft:
    """Draft a region of forty lots in a crow's world without its rarer rules."""
    return draw(40, count=40, every_rule=False)


def small() -> Region:
    """Read the small region."""
    return small_tables().region()


def random_tables(
    seed: int, *, lots: int = 24, every_rule: bool = True, broken_lock: bool = False
) -> Draft:
    """Draft a random region; the same seed gives the same rows.

    every_rule: every rule of the model may appear; broken_lock: one agreed move breaks a rule.
    """
    return draw(seed, count=lots, every_rule=every_rule, broken_lock=broken_lock)


def random_region(
    seed: int, *, lots: int = 24, every_rule: bool = True, broken_lock: bool = False
) -> Region:
    """Read a random region; see ``random_tables``."""
    return random_tables(seed, lots=lots, every_rule=every_rule, broken_lock=broken_lock).region()
