# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Give the scripts of the map their words in the active language."""

import json

from django.utils.translation import gettext as _


def map_words() -> str:
    """Write the words as JSON."""
    words = {
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "close": _("Close"),
        "open": _("Open"),
        "sources": _("Sources of the map"),
        "marker": _("Chosen place"),
        "failed": _("The map could not be loaded. The table has the same."),
        "point": _("Click the place on the map, or type its coordinates."),
        "polygon": _("Click the corners of the area on the map, or type them."),
        "put_here": _("Put in the middle of the map"),
        "corner_here": _("Add a corner in the middle of the map"),
        "take_back": _("Take back the last corner"),
        "clear": _("Start again"),
        "kinds": {
            "have": _("Surplus"),
            "need": _("Need"),
            "project": _("Project"),
            "site": _("Place"),
            "store": _("Interim storage"),
            "process": _("Processing"),
            "outlet": _("Reception site"),
            "source": _("Extraction area"),
            "flow": _("Move"),
            "area": _("Area"),
        },
    }
    return json.dumps(words, ensure_ascii=False)
