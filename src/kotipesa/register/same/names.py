# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take a project's name apart: what it is called, what kind of place, which phase and numbers."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from kotipesa.arrays import Texts, Tuples, texts, tuples
from kotipesa.sources import distinct

SHORTEST_STEM = 3
_INFLECTED_FROM = 6
_PHASE_WORDS = "vaihe|vaiheen|osa|osan|etapp|etappen|skede|del|phase|part"
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_NUMERAL = r"\d{1,2}|[ivx]{1,4}"
_PHASE = re.compile(
    rf"\b(?P<before>{_NUMERAL})\s*[.-]?\s*(?:{_PHASE_WORDS})\b"
    rf"|\b(?:{_PHASE_WORDS})\s*(?P<after>{_NUMERAL})\b"
)
_LAST_ROMAN = re.compile(r"\b(?P<numeral>i{1,3}|iv|vi{0,3})\s*$")
_ASIDE = re.compile(r"\((?P<inside>[^)]*)\)|\b(?:v\.|väl\.|välillä|mellan)\s*(?P<behind>.*)")
_MEASURE = re.compile(r"\b(?:n\.|ca|noin)? ?\d+ ?(?:m|km|m2|ha|kpl)\b")
_SHORT_STREET = re.compile(r"(?<=[^\W\d_]{4}n)(?P<letter>kt|kj|k|t|p)\b\.?")
_SHORT_WORD = re.compile(r"(?<=n )(?P<letter>kt|kj|k|t|p)\b\.?")
_SHORT = {"k": "katu", "kt": "katu", "t": "tie", "p": "puisto", "kj": "kuja"}
_ENDING = re.compile(r"(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|n|s)$")


class Name(NamedTuple):
    """One name taken apart.

    core: the words that only this place has, as stems in alphabetical order; kinds: what sort of
    place it is (street, park, …); phase: the number of its phase or part, '' for none; numbers:
    others it bears; aside: which stretch of it, as stems.
    """

    core: str
    kinds: tuple[str, ...]
    phase: str
    numbers: tuple[str, ...]
    aside: str


@dataclass(frozen=True, eq=False, slots=True)
class Names:
    """Names in columns; see Name. written: as they stand in the source."""

    written: Texts
    core: Texts
    kinds: Tuples
    phase: Texts
    numbers: Tuples
    aside: Texts


def take_apart(written: Texts) -> Names:
    """Take a column of names apart, each distinct one once."""
    found, place = distinct(written)
    parts = [name_parts(text) for text in found]
    return Names(
        written=written,
        core=texts([part.core for part in parts])[place],
        kinds=tuples([part.kinds for part in parts])[place],
        phase=texts([part.phase for part in parts])[place],
        numbers=tuples([part.numbers for part in parts])[place],
        aside=texts([part.aside for part in parts])[place],
    )


def name_parts(text: str) -> Name:
    """Take one name apart: Finnish and Swedish words, inflected, compounded or cut short."""
    plain = _MEASURE.sub(" ", unicodedata.normalize("NFC", text).casefold())
    plain, aside = _without_aside(_spelled_out(plain))
    plain, phase = _without_phase(plain)
    words = re.findall(r"[^\W_]+", plain.replace("kaava-alue", "kaavaalue"))
    stems, kinds = _meanings([word for word in words if not word.isdigit()])
    return Name(
        core=" ".join(sorted(dict.fromkeys(stems))),
        kinds=tuple(sorted(set(kinds))),
        phase=phase,
        numbers=tuple(sorted({word.lstrip("0") for word in words if word.isdigit()})),
        aside=" ".join(sorted(_stems(re.findall(r"[^\W_]+", aside)))),
    )


def _spelled_out(text: str) -> str:
    """Write short words out: ``siltasaarenk.`` and ``siltasaaren k`` mean siltasaarenkatu."""

    def word(found: re.Match[str]) -> str:
        return f"{_SHORT[found['letter']]} "

    return _SHORT_WORD.sub(word, _SHORT_STREET.sub(word, text))


def _without_aside(text: str) -> tuple[str, str]:
    asides = [found["inside"] or found["behind"] or "" for found in _ASIDE.finditer(text)]
    return _ASIDE.sub(" ", text), " ".join(asides)


def _without_phase(text: str) -> tuple[str, str]:
    """Find ``2. vaihe``, ``vaihe II``, or a Roman numeral that ends the name."""
    if found := _PHASE.search(text):
        numeral = found["before"] or found["after"]
    elif found := _LAST_ROMAN.search(text):
        numeral = found["numeral"]
    else:
        return text, ""
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return rest, _ROMAN.get(numeral, numeral.lstrip("0"))


def _meanings(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Give the stems of the words that only this place has, and the kinds of place named."""
    stems, kinds = [], []
    for word in words:
        meaning, kind = _known_words().get(word, ("", ""))
        head, tail = ("", "") if meaning else _compound(word)
        if kind == "place":
            kinds.append(meaning)
        elif tail:
            stems.append(_stem(head))
            kinds.append(tail)
        elif not meaning:
            stems.append(_stem(word))
    return stems, kinds


def _compound(word: str) -> tuple[str, str]:
    """Part a compound that ends with a kind of place: siltasaarenkadun is siltasaaren + katu."""
    for cut in range(SHORTEST_STEM, len(word) - 2):
        meaning, kind = _known_words().get(word[cut:], ("", ""))
        if kind == "place":
            return word[:cut], meaning
    return "", ""


def _stems(words: Iterable[str]) -> list[str]:
    return [_stem(word) for word in words]


def _stem(word: str) -> str:
    """Strip a case ending of a long word."""
    if len(word) < _INFLECTED_FROM:
        return word
    return _ENDING.sub("", word)


@cache
def _known_words() -> Mapping[str, tuple[str, str]]:
    """Read the words that many names have: meaning and kind by form."""
    text = files("kotipesa.register.same").joinpath("name_words.csv").read_text(encoding="utf-8")
    return {
        form: (row["meaning"], row["kind"])
        for row in csv.DictReader(text.splitlines())
        for form in row["forms"].split("|")
    }
