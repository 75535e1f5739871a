# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let one flag take several values, as in ``--open north south``."""

from collections.abc import Sequence

TAKES_SEVERAL = frozenset(
    {"--open", "--loads", "--districts", "--boreholes", "--accept", "--reject"}
)


def spread(words: Sequence[str]) -> list[str]:
    """Repeat such a flag before each of its values: ``--open a b`` becomes ``--open a --open b``.

    What comes before all flags is never its value; while nothing has come there, the flag takes
    one value only, so that ``--open a REGION`` works too.
    """
    result: list[str] = []
    flag, taken = "", 0
    is_led = bool(words) and not words[0].startswith("-")
    for place, word in enumerate(words):
        if word == "--":
            return [*result, *words[place:]]
        if word.startswith("-"):
            flag, taken = (word if word in TAKES_SEVERAL else ""), 0
        elif flag:
            if taken and is_led:
                result.append(flag)
            flag, taken = (flag if is_led else ""), taken + 1
        result.append(word)
    return result
