# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Keep files people give, by what is in them.

    stored = store(viewer=viewer, name=upload.name, chunks=upload.chunks(), sensitivity="sealed")
    with lent(stored) as path: ...                      # its bytes, under the name it came with
    {% url 'stored_file' stored.pk %}                   # to save it

Bytes lie in MEDIA_ROOT under their SHA-256, once however many rows know them, and are never
changed. A row is written after its bytes; bytes of which no row was written stay and harm nobody.
"""
