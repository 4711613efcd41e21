"""The API with one more route, which answers the same bytes to whoever asks."""

import sys

from fastapi import Response

from api.main import create_app
from api.server import serve
from lehr.logs import configure
from lehr.settings import Settings

SMALL = b'{"status":"live"}'
LARGE = b"[" + b"0.123456789012345678," * 1150 + b"0]"
"""As many bytes as a preview of 1,000 points has."""


def main() -> None:
    """Serve, as `python -m api` does."""
    configure("api")
    app = create_app(Settings())

    @app.get("/constant/small", include_in_schema=False)
    async def small() -> Response:
        return Response(SMALL, media_type="application/json")

    @app.get("/constant/large", include_in_schema=False)
    async def large() -> Response:
        return Response(LARGE, media_type="application/json")

    serve(app, host="127.0.0.1", port=int(sys.argv[1]))


if __name__ == "__main__":
    main()
