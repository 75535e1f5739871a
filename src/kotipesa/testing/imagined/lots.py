# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invent what projects have and need: materials, tonnes, quality and months."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotipesa.arrays import Flags, Indices, Numbers, Texts, texts

_MEDIAN_T = 3_200.0
_SPREAD = 1.15
_LEAST_T, _MOST_T = 200.0, 60_000.0
_STRANGE_SHARE = {"threshold": 0.06, "lower": 0.04, "upper": 0.02, "hazardous": 0.01}
_DIRTY_MATERIALS = ("täyttömaa", "hiekka", "hiekkamoreeni")
_SULPHIDE_SHARE = {"potential": 0.2, "actual": 0.05}
_SULPHIDE_MATERIALS = ("savi", "siltti", "lieju")
_INVASIVE_SHARE = 0.04
_TOLERANT_SHARE = 0.3
_INVASIVE_MATERIALS = ("täyttömaa", "multa")


@dataclass(frozen=True, slots=True)
class Stuff:
    """What lots are made of: how often, and what may be said of it.

    fitness: classes to draw from, '' for unknown; for a need the least that will do.
    accepts: for a need the materials it takes, '' for its own and what replaces it.
    """

    material: str
    weight: float
    unit: str
    fitness: tuple[str, ...]
    accepts: tuple[str, ...] = ("",)


HAVES = (
    Stuff("louhe", 20, "m3ktr", ("s1", "h1")),
    Stuff("savi", 24, "m3ktr", ("u2", "u4", "")),
    Stuff("täyttömaa", 17, "m3ktr", ("h4", "u1", "")),
    Stuff("hiekkamoreeni", 12, "m3ktr", ("h2", "h3", "")),
    Stuff("silttimoreeni", 7, "m3ktr", ("h3", "u1")),
    Stuff("siltti", 5, "m3ktr", ("u1", "u2")),
    Stuff("hiekka", 6, "m3ktr", ("s3", "s4", "")),
    Stuff("sora", 3, "m3ktr", ("s2", "s3")),
    Stuff("multa", 3, "m3ktr", ("",)),
    Stuff("lieju", 1, "t", ("tv", "u4")),
    Stuff("purkubetoni", 2, "t", ("",)),
)
_NOISE_WALL = "savi|siltti|silttimoreeni|täyttömaa|hiekkamoreeni"
_EMBANKMENT = "louhe|kalliomurske|hiekkamoreeni|soramoreeni|sora"
NEEDS = (
    Stuff("kalliomurske", 26, "m3rtr", ("", "s2", "s3"), ("", "kalliomurske|betonimurske")),
    Stuff("louhe", 14, "m3rtr", ("", "h1"), ("", _EMBANKMENT)),
    Stuff("täyttömaa", 18, "m3rtr", ("", "h4", "u1"), ("", _NOISE_WALL, _NOISE_WALL)),
    Stuff("hiekka", 10, "m3rtr", ("s3", "s4", "")),
    Stuff("sora", 9, "m3rtr", ("s2", "s3", "")),
    Stuff("moreeni", 12, "m3rtr", ("h3", "h4", "")),
    Stuff("savi", 6, "m3rtr", ("",), ("", _NOISE_WALL)),
    Stuff("multa", 3, "t", ("",)),
    Stuff("betonimurske", 2, "t", ("",)),
)


@dataclass(frozen=True, eq=False, slots=True)
class InventedLots:
    """Lots of one direction in columns, texts as they are written in ``lots.csv``."""

    material: Texts
    tonnes: Numbers
    unit: Texts
    fitness: Texts
    accepts: Texts
    accepts_contamination: Texts
    contamination: Texts
    sulphide: Texts
    invasive: Texts
    first: Indices
    last: Indices


def invent_haves(
    rng: np.random.Generator, start: Indices, is_coastal: Flags, total_t: float
) -> InventedLots:
    """Invent surplus: early in a project, some of it dirty, invaded, or sulphidic by the sea."""
    stuff = _drawn(rng, HAVES, len(start))
    material = texts([s.material for s in HAVES])[stuff]
    nothing = texts([""] * len(start))
    first, last = _window(rng, start, delay=(0, 7), length=(1, 9))
    by_sea = is_coastal & np.isin(material, _SULPHIDE_MATERIALS)
    dirty = np.isin(material, _DIRTY_MATERIALS)
    invaded = np.isin(material, _INVASIVE_MATERIALS) & (rng.random(len(start)) < _INVASIVE_SHARE)
    return InventedLots(
        material=material,
        tonnes=_tonnes(rng, len(start), total_t),
        unit=texts([s.unit for s in HAVES])[stuff],
        fitness=_one_of(rng, [s.fitness for s in HAVES], stuff),
        accepts=nothing,
        accepts_contamination=nothing,
        contamination=np.where(dirty, _rarely(rng, "clean", _STRANGE_SHARE, len(start)), "clean"),
        sulphide=np.where(by_sea, _rarely(rng, "no", _SULPHIDE_SHARE, len(start)), "no"),
        invasive=np.where(invaded, "yes", "no"),
        first=first,
        last=last,
    )


def invent_needs(rng: np.random.Generator, start: Indices, total_t: float) -> InventedLots:
    """Invent fill and aggregate needs: later in a project than its surplus."""
    stuff = _drawn(rng, NEEDS, len(start))
    first, last = _window(rng, start, delay=(3, 14), length=(2, 11))
    nothing = texts([""] * len(start))
    accepts = _one_of(rng, [s.accepts for s in NEEDS], stuff)
    is_tolerant = (accepts == _NOISE_WALL) & (rng.random(len(start)) < _TOLERANT_SHARE)
    return InventedLots(
        material=texts([s.material for s in NEEDS])[stuff],
        tonnes=_tonnes(rng, len(start), total_t),
        unit=texts([s.unit for s in NEEDS])[stuff],
        fitness=_one_of(rng, [s.fitness for s in NEEDS], stuff),
        accepts=accepts,
        accepts_contamination=np.where(is_tolerant, "clean|threshold", ""),
        contamination=nothing,
        sulphide=nothing,
        invasive=nothing,
        first=first,
        last=last,
    )


def _drawn(rng: np.random.Generator, kinds: tuple[Stuff, ...], count: int) -> NDArray[np.int64]:
    """Draw kinds of stuff by their weights."""
    weight = np.array([kind.weight for kind in kinds])
    return rng.choice(len(kinds), size=count, p=weight / weight.sum())


def _tonnes(rng: np.random.Generator, count: int, total_t: float) -> Numbers:
    """Draw amounts of very different sizes which together make the total, before bounds."""
    drawn = rng.lognormal(np.log(_MEDIAN_T), _SPREAD, size=count)
    return np.asarray(np.clip(drawn * (total_t / drawn.sum()), _LEAST_T, _MOST_T))


def _window(
    rng: np.random.Generator, start: Indices, *, delay: tuple[int, int], length: tuple[int, int]
) -> tuple[Indices, Indices]:
    """Draw the months of lots after the start of their projects; the upper ends are left out."""
    first = start + rng.integers(*delay, size=len(start), dtype=np.int32)
    return first, first + rng.integers(*length, size=len(start), dtype=np.int32) - np.int32(1)


def _one_of(
    rng: np.random.Generator, options: list[tuple[str, ...]], kind: NDArray[np.int64]
) -> Texts:
    """Draw one of the options of each row's kind."""
    count = np.array([len(choices) for choices in options])
    start = np.cumsum(count) - count
    flat = texts([choice for choices in options for choice in choices])
    place = start[kind] + (rng.random(len(kind)) * count[kind]).astype(np.int64)
    return np.asarray(flat[place], dtype=object)


def _rarely(rng: np.random.Generator, usual: str, rare: dict[str, float], count: int) -> Texts:
    """Draw the usual text, now and then a rare one."""
    choices = texts([usual, *rare])
    shares = np.array([1.0 - sum(rare.values()), *rare.values()])
    return np.asarray(choices[rng.choice(len(choices), size=count, p=shares)], dtype=object)
