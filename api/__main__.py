"""Serve the API: `python -m api`."""

import sys

from pydantic import ValidationError

from lehr.logs import configure
from lehr.settings import Settings, complaints

from .main import create_app
from .server import serve


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


if __name__ == "__main__":
    main()
