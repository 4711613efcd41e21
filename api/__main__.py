"""Serve the API: `python -m api`."""

import gc
import sys

import uvicorn
from pydantic import ValidationError
from starlette.types import ASGIApp

from lehr.logs import configure
from lehr.settings import Settings, complaints

from .main import create_app

GRACE_SECONDS = 2


def main() -> None:
    """Listen where the settings say."""
    configure("api")
    try:
        settings = Settings()
        app = create_app(settings)
    except ValidationError as error:  # its own text might repeat a key
        sys.exit("\n".join(complaints(error)))
    except ValueError as error:
        sys.exit(str(error))
    serve(app, host=settings.host, port=settings.port)


def serve(app: ASGIApp, *, host: str, port: int) -> None:
    """Serve an application until the process is told to stop."""
    # What is loaded by now stays as long as the process: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


if __name__ == "__main__":
    main()
