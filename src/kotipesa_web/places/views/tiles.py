# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hand on tiles of the National Land Survey's map; off without a key.

The key and the addresses of readers stay here. It was never tried against the real service.
"""

from base64 import b64encode
from http import HTTPStatus
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

SERVICE = (
    "https://avoin-karttakuva.maanmittauslaitos.fi/avoin/wmts/1.0.0/taustakartta/default"
    "/WGS84_Pseudo-Mercator/{z}/{y}/{x}.png"
)
DEEPEST = 18
WAIT_S = 5
MOST_BYTES = 1_000_000
A_DAY_S = 86_400


@require_safe
def map_tile(_request: HttpRequest, z: int, x: int, y: int) -> HttpResponse:
    """Give one tile of the background map as a picture; nothing without a key."""
    key = settings.KOTIPESA_MAP_PROXY_KEY
    if not key:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if z > DEEPEST or max(x, y) >= 2**z:
        raise Http404
    asked = Request(SERVICE.format(z=z, x=x, y=y), headers={"Authorization": _basic(key)})  # noqa: S310 - https, and numbers alone in it
    try:
        with urlopen(asked, timeout=WAIT_S) as told:  # noqa: S310
            picture = told.read(MOST_BYTES)
    except (URLError, TimeoutError):
        return HttpResponse(status=HTTPStatus.BAD_GATEWAY, content_type="text/plain", content="-")
    answer = HttpResponse(picture, content_type="image/png")
    answer["Cache-Control"] = f"private, max-age={A_DAY_S}"
    return answer


def _basic(key: str) -> str:
    """Write the key as the service wants it: the name of a user without a password."""
    return f"Basic {b64encode(f'{key}:'.encode()).decode()}"
