# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the compiler of translations against gettext's own reader."""

import gettext
import io

from set_up.translations import compiled, read

CATALOGUE = r"""
# A translator's note.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: lots/views.py:12
msgid "Lot"
msgstr "Erä"

msgctxt "month"
msgid "May"
msgstr "Toukokuu"

#, python-format
msgid "%(count)s lot"
msgid_plural "%(count)s lots"
msgstr[0] "%(count)s erä"
msgstr[1] "%(count)s erää"

msgid ""
"A long \"sentence\"\n"
"on two lines"
msgstr ""
"Pitkä \"virke\"\n"
"kahdella rivillä"

#, fuzzy
msgid "Guessed"
msgstr "Arvattu"

msgid "Empty"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Poissa"
"""


def test_gettext_reads_what_is_compiled():
    known = gettext.GNUTranslations(io.BytesIO(compiled(read(CATALOGUE))))
    assert [
        known.gettext("Lot"),
        known.pgettext("month", "May"),
        known.ngettext("%(count)s lot", "%(count)s lots", 1),
        known.ngettext("%(count)s lot", "%(count)s lots", 2),
        known.gettext('A long "sentence"\non two lines'),
    ] == ["Erä", "Toukokuu", "%(count)s erä", "%(count)s erää", 'Pitkä "virke"\nkahdella rivillä']


def test_what_is_unsure_or_missing_stays_in_english():
    known = gettext.GNUTranslations(io.BytesIO(compiled(read(CATALOGUE))))
    assert [known.gettext(text) for text in ("Guessed", "Empty", "Gone")] == [
        "Guessed",
        "Empty",
        "Gone",
    ]
