# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Invent names that nobody can take for true ones."""

import numpy as np

from kotipesa.arrays import Texts, texts

COMPANIES = (
    "Haaveen Louhinta Oy",
    "Kuvitelma Infra Oy",
    "Satumaan Kaivuu Oy",
    "Mielikuva Rakennus Oy",
    "Unelman Maansiirto Oy",
    "Olematon Kivi Oy",
    "Tarinan Katurakenne Oy",
    "Toivemaan Kiertotalous Oy",
    "Utopian Asunnot Oy",
    "Aavistus Väylät Oy",
    "Keksityn Kallio Oy",
    "Arvelu Pohjarakennus Oy",
    "Luulon Logistiikka Oy",
    "Harhan Puutarhat Oy",
    "Pilvilinnan Rakentajat Oy",
    "Fabelns Schakt Ab",
    "Drömdalens Bygg Ab",
    "Sagostigens Kross Ab",
    "Fantasiåsens Grus Ab",
    "Luftslottets Entreprenad Ab",
    "Påhittets Markarbeten Ab",
    "Hägringens Bostäder Ab",
    "Inbillade Bergs Ab",
    "Tomtebo Återvinning Ab",
    "Önskebrunnens Park Ab",
)
SWEDISH_FIRST = ("149", "407", "434", "710", "753")
"""Municipalities whose invented places bear Swedish names."""

_HEADS_FI = (
    "Haapa Hirvi Ilves Kanerva Karhu Kettu Kurki Leppä Lokki Mustikka Mänty Orava Peura Pihlaja "
    "Puolukka Pöllö Salava Sorsa Suopursu Tuomi Vaahtera Vadelma"
)
_TAILS_FI = "harju kangas kenttä korpi laakso mäki niitty pelto ranta rinne"
_BUILT_FI = (
    "katu ja kunnallistekniikka",
    "kaava-alue",
    "koulukeskus",
    "raitiotie",
    "puisto",
    "yritysalue",
    "eritasoliittymä",
    "korttelit",
    "vesihuoltolinja",
    "meluvalli",
)
_HEADS_SV = (
    "Alm Asp Björk Blåbärs Ekorr Hjort Kråk Lingon Lo Lönn Mås Ren Räv Sälg Tall Tran Uggle Vide"
)
_TAILS_SV = "backen berget dalen fältet heden kärret liden stranden ängen åsen"
_BUILT_SV = (
    "gata och kommunalteknik",
    "planområde",
    "skolcentrum",
    "spårväg",
    "park",
    "företagsområde",
    "planskild korsning",
    "kvarter",
    "vattenledning",
    "bullervall",
)


def place_names(rng: np.random.Generator, municipality: Texts) -> Texts:
    """Give each place a name in the language of its municipality; no two are the same."""
    names = np.empty(len(municipality), dtype=object)
    is_swedish = np.isin(municipality, SWEDISH_FIRST)
    names[~is_swedish] = _joined(rng, int((~is_swedish).sum()), _HEADS_FI, _TAILS_FI)
    names[is_swedish] = _joined(rng, int(is_swedish.sum()), _HEADS_SV, _TAILS_SV)
    return names


def project_names(rng: np.random.Generator, place: Texts, municipality: Texts) -> Texts:
    """Name projects after their places and what is built there."""
    is_swedish = np.isin(municipality, SWEDISH_FIRST)
    kind = rng.integers(len(_BUILT_FI), size=len(place))
    built = np.where(is_swedish, texts(_BUILT_SV)[kind], texts(_BUILT_FI)[kind])
    return np.asarray(place + ", " + built, dtype=object)


def _joined(rng: np.random.Generator, count: int, heads: str, tails: str) -> Texts:
    """Join heads and tails in a drawn order; a number tells apart what comes twice."""
    first, last = texts(heads.split()), texts(tails.split())
    pairs = rng.permutation(len(first) * len(last))
    turn, place = np.divmod(np.arange(count), len(pairs))
    drawn = pairs[place]
    number = np.where(turn == 0, "", " " + (turn + 1).astype(str).astype(object))
    names = first[drawn // len(last)] + last[drawn % len(last)] + number
    return np.asarray(names, dtype=object)
