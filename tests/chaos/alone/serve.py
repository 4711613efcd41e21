"""Runs plain Celery in Lehr's place, on its servers: `python -m tests.chaos.alone.serve`."""

import os
import sys
from collections.abc import Mapping, Sequence

from lehr.local.children import Program
from lehr.local.serve import serve
from lehr.settings import Settings
from tests.chaos.stack import Product

from .application import database

CELERY_ALONE = Product(
    command=(sys.executable, "-m", "tests.chaos.alone.serve"),
    api="tests.chaos.alone.api",
    worker="tests.chaos.alone.worker",
)


def programs(settings: Settings, environment: Mapping[str, str]) -> Sequence[Program]:
    """Give an API and as many workers as Lehr would have; what is doubled is kept and counted."""
    os.environ.update(environment)
    with database() as connection:
        connection.execute("ALTER TABLE epochs DROP CONSTRAINT pk_epochs")
        connection.execute("ALTER TABLE events DROP CONSTRAINT pk_events")
    modules = [CELERY_ALONE.api, *[CELERY_ALONE.worker] * settings.workers]
    return [
        Program(name=module, command=(sys.executable, "-m", module), environment=environment)
        for module in modules
    ]


if __name__ == "__main__":
    serve(Settings(), programs)
