"""Opaque places in lists, so that pages neither repeat nor skip while lists grow."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

from lehr.errors import InvalidRequest, Violation

MAX_POSITION = 2**31 - 1
"""What the column of a run's place holds."""
MAX_KEY = 2**63 - 1
"""What the column of a delivery's key holds."""

Place = TypeVar("Place")


def job_cursor(created_at: datetime, job_id: UUID) -> str:
    """Name the place behind a job."""
    return _written(f"{created_at.isoformat()} {job_id}")


def after_job(cursor: str | None) -> tuple[datetime, UUID] | None:
    """Read the place that `job_cursor` wrote; raise InvalidRequest for anything else."""
    return None if cursor is None else _read(cursor, _job_place)


def run_cursor(position: int) -> str:
    """Name the place behind a run."""
    return _written(str(position))


def after_run(cursor: str | None) -> int:
    """Read the place that `run_cursor` wrote; raise InvalidRequest for anything else."""
    return -1 if cursor is None else _read(cursor, _position)


def delivery_cursor(key: int) -> str:
    """Name the place behind a delivery."""
    return _written(str(key))


def before_delivery(cursor: str | None) -> int | None:
    """Read the place that `delivery_cursor` wrote; raise InvalidRequest for anything else."""
    return None if cursor is None else _read(cursor, _key)


def _job_place(text: str) -> tuple[datetime, UUID]:
    created_at, job_id = text.split(" ")
    return datetime.fromisoformat(created_at).astimezone(UTC), UUID(job_id)


def _position(text: str) -> int:
    return _number(text, MAX_POSITION)


def _key(text: str) -> int:
    return _number(text, MAX_KEY)


def _number(text: str, most: int) -> int:
    number = int(text)
    if not 0 <= number <= most:
        raise ValueError(f"a place must be >= 0 and <= {most}; received {number}")
    return number


def _written(place: str) -> str:
    return urlsafe_b64encode(place.encode()).decode()


def _read(cursor: str, meaning: Callable[[str], Place]) -> Place:
    try:
        return meaning(urlsafe_b64decode(cursor.encode()).decode())
    except (ValueError, OverflowError) as error:
        detail = f"`cursor` must be the `next` of an earlier page; received {cursor[:80]!r}"
        raise InvalidRequest([Violation("/cursor", detail)]) from error
