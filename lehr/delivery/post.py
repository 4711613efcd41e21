"""The post: makes a parcel a signed message and takes it to its receiver, once."""

import asyncio
import logging
from functools import cached_property
from ssl import SSLContext, create_default_context
from time import monotonic
from typing import Final

import h11
import orjson

from lehr import __version__

from .border import Border, Forbidden
from .exchange import Answer, Headers, exchange
from .records import Attempt, Parcel, Receipt
from .signature import signature

DEADLINE_SECONDS: Final = 15
"""For the whole of an attempt: looking up the name, connecting, asking and being answered."""
FORESEEN: Final = (Forbidden, OSError, h11.RemoteProtocolError)
"""What may go wrong where nothing is wrong here."""
BODY_SHOWN: Final = 1000
"""Characters of an answer that the log of deliveries keeps."""

log = logging.getLogger(__name__)


class Post:
    """Takes parcels where `border` lets them pass."""

    def __init__(
        self,
        border: Border,
        *,
        tls: SSLContext | None = None,
        deadline_seconds: float = DEADLINE_SECONDS,
    ) -> None:
        self._border = border
        self._given = tls
        self._deadline = deadline_seconds

    @cached_property
    def _tls(self) -> SSLContext:
        """Read at the first delivery: the system's certificates take two megabytes."""
        return self._given or create_default_context()

    async def send(self, parcel: Parcel) -> Receipt:
        """Make one attempt; whatever goes wrong is in the receipt."""
        began = monotonic()
        try:
            async with asyncio.timeout(self._deadline):
                answer = await self._sent(parcel)
        except FORESEEN as error:
            return _failed(parcel, monotonic() - began, self._reason(error))
        except Exception as error:
            log.exception("a delivery failed in a way that is not foreseen")
            return _failed(parcel, monotonic() - began, type(error).__name__)
        return _answered(parcel, monotonic() - began, answer)

    def _reason(self, error: Exception) -> str:
        match error:
            case TimeoutError():
                return f"an answer must come within {self._deadline:g} s"
            case h11.RemoteProtocolError():
                return f"the answer must be HTTP/1.1, and whole: {error}"
            case _:
                return str(error) or type(error).__name__

    async def _sent(self, parcel: Parcel) -> Answer:
        addresses = await asyncio.to_thread(self._border.passed, parcel.url)
        body = orjson.dumps(_message(parcel), option=orjson.OPT_UTC_Z)
        return await exchange(addresses, parcel.url, _headers(parcel, body), body, self._tls)


def _message(parcel: Parcel) -> dict[str, object]:
    return {"type": parcel.type, "timestamp": parcel.timestamp, "data": parcel.data}


def _headers(parcel: Parcel, body: bytes) -> Headers:
    message_id, seconds = str(parcel.id), int(parcel.sent_at.timestamp())
    secret = parcel.secret.get_secret_value()
    return [
        ("Content-Type", "application/json"),
        ("User-Agent", f"Lehr/{__version__}"),
        ("webhook-id", message_id),
        ("webhook-timestamp", str(seconds)),
        ("webhook-signature", signature(secret, message_id, seconds, body)),
    ]


def _answered(parcel: Parcel, seconds: float, answer: Answer) -> Receipt:
    shown = answer.body.decode(errors="replace")[:BODY_SHOWN]
    attempt = Attempt(
        at=parcel.sent_at, seconds=seconds, status=answer.status, body=shown, error=None
    )
    return Receipt(attempt=attempt, retry_after=answer.retry_after)


def _failed(parcel: Parcel, seconds: float, error: str) -> Receipt:
    attempt = Attempt(at=parcel.sent_at, seconds=seconds, status=None, body=None, error=error)
    return Receipt(attempt=attempt)
