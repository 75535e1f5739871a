# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Write map layers as one PMTiles archive (version 3).

GDAL's PMTiles driver, through pyogrio, takes one layer only; so each layer is cut into vector tiles
by its MVT driver, and the tiles of all layers are put after each other, as vector tiles allow.
"""

import gzip
import json
import struct
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyogrio.raw import write

DEEPEST = 11
_HEADER_BYTES = 127
_ROOT_BYTES = 16_384 - _HEADER_BYTES
_GZIP, _VECTOR_TILES = 2, 1


@dataclass(frozen=True, slots=True)
class Layer:
    """Shapes in degrees and their texts by name; ``kind`` is Polygon, LineString or Point."""

    kind: str
    shapes: Sequence[Any]
    texts: Mapping[str, Sequence[str]]


def write_pmtiles(layers: Mapping[str, Layer], path: Path) -> None:
    """Write layers by name as one archive, whole or not at all."""
    tiles: dict[int, bytes] = defaultdict(bytes)
    with tempfile.TemporaryDirectory() as folder:
        for name, layer in layers.items():
            _cut(name, layer, Path(folder) / name)
            for file in sorted((Path(folder) / name).rglob("*.pbf")):
                z, x, y = int(file.parts[-3]), int(file.parts[-2]), int(file.stem)
                tiles[tile_id(z, x, y)] += file.read_bytes()
    shapes = [shape for layer in layers.values() for shape in layer.shapes]
    content = _archive(dict(tiles), _metadata(layers), shapely.total_bounds(shapes).tolist())
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def tile_id(z: int, x: int, y: int) -> int:
    """Give the number of a tile along the Hilbert curves of all zooms, the coarsest first."""
    found: int = (4**z - 1) // 3
    side = 2**z
    step = side // 2
    while step:
        right, down = int(bool(x & step)), int(bool(y & step))
        found += step * step * ((3 * right) ^ down)
        if not down:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        step //= 2
    return found


def _cut(name: str, layer: Layer, folder: Path) -> None:
    write(
        folder,
        shapely.to_wkb(np.array(layer.shapes, dtype=object)),
        [np.array(texts, dtype=object) for texts in layer.texts.values()],
        [*layer.texts],
        layer=name,
        driver="MVT",
        geometry_type=layer.kind,
        crs="EPSG:4326",
        dataset_options={
            "FORMAT": "DIRECTORY",
            "COMPRESS": "NO",
            "MINZOOM": "0",
            "MAXZOOM": str(DEEPEST),
        },
    )


def _metadata(layers: Mapping[str, Layer]) -> bytes:
    told = [
        {
            "id": name,
            "fields": dict.fromkeys(layer.texts, "String"),
            "minzoom": 0,
            "maxzoom": DEEPEST,
        }
        for name, layer in layers.items()
    ]
    return _packed(json.dumps({"vector_layers": told}).encode())


def _archive(tiles: Mapping[int, bytes], metadata: bytes, bounds: Sequence[float]) -> bytes:
    ids = sorted(tiles)
    packed = [_packed(tiles[one]) for one in ids]
    root = _directory(ids, [len(one) for one in packed])
    if len(root) > _ROOT_BYTES:
        message = "too many tiles for one directory"
        raise ValueError(message)
    data = b"".join(packed)
    at = _HEADER_BYTES + len(root)
    places = (
        *(_HEADER_BYTES, len(root), at, len(metadata), at + len(metadata), 0),
        *(at + len(metadata), len(data), len(ids), len(ids), len(ids)),
    )
    west, south, east, north = (round(degrees * 1e7) for degrees in bounds)
    header = b"PMTiles\x03" + struct.pack("<11Q", *places)
    header += bytes([1, _GZIP, _GZIP, _VECTOR_TILES, 0, DEEPEST])
    header += struct.pack("<4i", west, south, east, north)
    header += struct.pack("<Bii", 7, (west + east) // 2, (south + north) // 2)
    return header + root + metadata + data


def _directory(ids: Sequence[int], lengths: Sequence[int]) -> bytes:
    """List the tiles: ids as steps, each alone, lengths; all lie behind each other."""
    steps = np.diff([0, *ids]).tolist()
    offsets = [1, *([0] * (len(ids) - 1))]
    columns = (steps, [1] * len(ids), lengths, offsets)
    return _packed(_numbers([len(ids), *(number for column in columns for number in column)]))


def _numbers(numbers: Iterable[int]) -> bytes:
    written = bytearray()
    for number in numbers:
        rest = number
        while rest > 0x7F:
            written.append(rest & 0x7F | 0x80)
            rest >>= 7
        written.append(rest)
    return bytes(written)


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)
