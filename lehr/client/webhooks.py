"""Messages that Lehr sends to webhooks, by Standard Webhooks 1.0.0."""

import base64
import hmac
import json
import time
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Final

from .errors import InvalidArgument, InvalidSignature
from .reading import Document

PREFIX: Final = "whsec_"
TOLERANCE: Final = 5 * 60
"""Seconds by which a message may be older or newer than now."""
LONGEST_TIME: Final = 12
"""Digits of Unix time, which has 10 until 2286."""


def unwrap(body: bytes | str, headers: Mapping[str, str], secret: str) -> Document:
    """Return the event that a message tells of: its `type`, `timestamp` and `data`.

    `body` is as it came; names of headers are of any case. Raises InvalidSignature where the
    message is not Lehr's own, or not of the last five minutes, InvalidArgument for a wrong secret.
    """
    content = body.encode() if isinstance(body, str) else body
    message_id, timestamp, signatures = _fields(headers)
    _check_time(timestamp)
    expected = hmac.digest(_key(secret), f"{message_id}.{timestamp}.".encode() + content, sha256)
    if not any(hmac.compare_digest(expected, one) for one in _versioned(signatures)):
        raise InvalidSignature("no signature of the message was made with this secret")
    event: Document = json.loads(content)
    return event


def _fields(headers: Mapping[str, str]) -> Iterator[str]:
    given = {name.lower(): value for name, value in headers.items()}
    for name in ("webhook-id", "webhook-timestamp", "webhook-signature"):
        if name not in given:
            raise InvalidSignature(f"the message must have the header {name}; it has not")
        yield given[name]


def _check_time(timestamp: str) -> None:
    if not timestamp.isdecimal() or len(timestamp) > LONGEST_TIME:
        raise InvalidSignature(f"webhook-timestamp must be Unix time; received {timestamp[:80]!a}")
    if abs(seconds := time.time() - int(timestamp)) > TOLERANCE:
        raise InvalidSignature(f"a message is taken for {TOLERANCE} s; this is {seconds:.0f} s old")


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except ValueError as error:  # not Base64, or not ASCII
        raise InvalidArgument(f"`secret` must be {PREFIX} and Base64; it is not") from error


def _versioned(signatures: str) -> Iterator[bytes]:
    """Give the signatures of version 1, of which there is one a secret while secrets change."""
    for signature in signatures.split():
        version, _, encoded = signature.partition(",")
        if version == "v1":
            yield _decoded(encoded)


def _decoded(signature: str) -> bytes:
    try:
        return base64.b64decode(signature)
    except ValueError:  # none that Lehr has made
        return b""
