"""When to try again: the times of the Standard Webhooks specification, spread a little."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from secrets import SystemRandom
from typing import Final

from .records import Receipt, Verdict

PAUSES: Final[Sequence[timedelta]] = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""After the first attempt, the second, and so on; after the last there is no other."""
JITTER: Final = 0.1
"""Every pause is longer by up to this part of it, so that what failed together is spread."""
LONGEST_WAIT: Final = timedelta(hours=24)
"""What a receiver may ask for with `Retry-After`."""
HEEDED: Final = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
"""Answers whose `Retry-After` counts."""

_random = SystemRandom()


def judged(receipt: Receipt, number: int) -> Verdict:
    """Say what follows from attempt `number`, counted from 1.

    Delivered is what is answered with 2xx and nothing else; 410 Gone ends the webhook itself.
    """
    status = receipt.attempt.status or 0
    is_delivered = HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
    is_gone = status == HTTPStatus.GONE
    ends = is_delivered or is_gone or number > len(PAUSES)
    wait = None if ends else _wait(receipt, number)
    return Verdict(is_delivered=is_delivered, is_gone=is_gone, wait=wait)


def _wait(receipt: Receipt, number: int) -> timedelta:
    usual = PAUSES[number - 1] * (1 + JITTER * _random.random())
    return max(usual, _asked_for(receipt))


def _asked_for(receipt: Receipt) -> timedelta:
    nothing = timedelta(0)
    if receipt.retry_after is None or receipt.attempt.status not in HEEDED:
        return nothing
    return min(_read(receipt.retry_after, receipt.attempt.at) or nothing, LONGEST_WAIT)


def _read(retry_after: str, now: datetime) -> timedelta | None:
    """Read seconds or a date (RFC 9110, 10.2.3); what is neither asks for nothing."""
    if retry_after.isdecimal():
        return timedelta(seconds=min(int(retry_after), LONGEST_WAIT.total_seconds()))
    try:
        return parsedate_to_datetime(retry_after).astimezone(UTC) - now
    except ValueError:
        return None
