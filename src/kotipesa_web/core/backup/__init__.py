# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Take everything out into one file, and bring it back into an empty database of either kind.

A backup is a tar of ``rows/APP.MODEL.jsonl.gz`` (a row a line, columns by name, in the order of
keys), ``attachments/SHA256``, ``manifest.json`` with the sum of each, and the manifest's own sum.
All rows are of one moment. Sessions stay out: nobody is signed in after a restore.
"""
