"""The page's files as answers: what may be loaded by them, and how long they are good."""

import re
from typing import Final

from fastapi import Request, Response

from .assets import GZIP, Asset
from .negotiation import tagged

POLICY: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}
FOR_EVER: Final = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Vary": "Accept-Encoding",
}
TAKES_GZIP: Final = re.compile(r"(?:^|,)\s*gzip\s*(?:,|$|;\s*q=(?:0\.0*[1-9]|1))")


def document(content: bytes) -> Response:
    """Answer with the page's document, which is asked for anew each time."""
    answer = tagged(content, "text/html")
    answer.headers.update(POLICY)
    return answer


def file(request: Request, asset: Asset) -> Response:
    """Answer with a file that never changes under its name, compressed if the client takes it."""
    coding = GZIP if TAKES_GZIP.search(request.headers.get("accept-encoding", "")) else None
    coded = {"Content-Encoding": coding} if coding else {}
    return Response(asset.written(coding), headers=FOR_EVER | coded, media_type=asset.media_type)
