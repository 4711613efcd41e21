"""Serve the API: `python -m api`."""

import sys

import uvicorn
from pydantic import ValidationError

from lehr.logs import configure
from lehr.settings import Settings, complaints

from .main import create_app

GRACE_SECONDS = 2


def main() -> None:
    """Listen where the settings say."""
    configure("api")
    settings = _settings()
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:  # whose own text might repeat a key
        sys.exit("\n".join(complaints(error)))


if __name__ == "__main__":
    main()
