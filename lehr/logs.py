"""Logs as JSON lines on standard output, each with the ids of what it is about."""

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.orjson import OrjsonFormatter

FOREIGN = ("uvicorn", "uvicorn.access", "uvicorn.error", "celery", "celery.task")
"""Loggers whose own handlers give way to the root's."""
REPEATED = ("color_message", "data")
"""Attributes in which uvicorn and Celery say again what the message says."""
QUIET = ("alembic.runtime.migration",)
"""Loggers that tell of every look at the database."""

_ids: ContextVar[Mapping[str, str]] = ContextVar("ids", default=MappingProxyType({}))


def configure(service: str) -> None:
    """Send everything that this process logs to standard output, as the work of `service`."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        OrjsonFormatter(
            ["levelname", "name", "message"],
            rename_fields={"levelname": "level", "name": "logger"},
            static_fields={"service": service},
            reserved_attrs=[*RESERVED_ATTRS, *REPEATED],
            timestamp="time",
        )
    )
    handler.addFilter(_add_ids)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name in FOREIGN:
        _leave_to_root(logging.getLogger(name))
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


@contextmanager
def bound(**ids: object) -> Iterator[None]:
    """Put `request_id`, `job` and `run` into every line that is logged within the block."""
    known = {name: str(value) for name, value in ids.items() if value is not None}
    token = _ids.set({**_ids.get(), **known})
    try:
        yield
    finally:
        _ids.reset(token)


def _add_ids(record: logging.LogRecord) -> bool:
    vars(record).update(_ids.get())
    return True


def _leave_to_root(logger: logging.Logger) -> None:
    logger.handlers.clear()
    logger.propagate = True
    logger.setLevel(logging.NOTSET)
