"""Requests that are sent twice, because their answer was lost, and meant once."""

from dataclasses import dataclass
from hashlib import sha256

import orjson

from .job_spec import JobSpec


@dataclass(frozen=True)
class IdempotencyKey:
    """A name that a caller gives to a request; two callers may choose the same."""

    caller: str
    """The digest of its API key; empty where none is required."""
    name: str

    @property
    def digest(self) -> str:
        """What is kept of the key, in hexadecimal: neither its name nor its caller can be read."""
        return sha256(f"{self.caller}\n{self.name}".encode()).hexdigest()


def fingerprint(spec: JobSpec) -> str:
    """Return the SHA-256 of the canonical JSON of a body; all spellings of one body have one."""
    document = orjson.dumps(spec.normalised(), option=orjson.OPT_SORT_KEYS)
    return sha256(document).hexdigest()
