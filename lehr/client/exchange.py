"""What is done to have an answer, written once for clients that block and clients that await.

Calls are generators: they yield what is to be done, are sent what came of it, and return their
result. Feeds are calls that tell something on the way. Driving them (`wire.py`, `async_wire.py`)
is all that differs between blocking and awaiting.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from random import SystemRandom
from typing import Any, Final, Generic, TypeAlias, TypeVar

import httpx

from .errors import Unreachable
from .reading import refusal

Result = TypeVar("Result")
Item = TypeVar("Item")
Step = TypeVar("Step")

RETRIED: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which the same request may succeed."""
SHORTEST_PAUSE: Final = 0.25
LONGEST_PAUSE: Final = 60
"""Seconds; a service that wants to be left alone for longer is not asked again."""

_random = SystemRandom()


@dataclass(frozen=True)
class Request:
    """One HTTP request."""

    method: str
    path: str
    params: Mapping[str, Any] = field(default_factory=dict)
    content: bytes | None = None
    """JSON."""
    headers: Mapping[str, str] = field(default_factory=dict)
    waits: float = 0
    """Seconds for which the service may hold the answer back."""
    once: bool = False
    """Whether it does something again each time that it arrives."""


@dataclass(frozen=True)
class Listen:
    """A request whose answer is to be read line by line."""

    request: Request


@dataclass(frozen=True)
class Line:
    """The next line of the answer that is listened to: a text; None or Lost where it ends."""


@dataclass(frozen=True)
class Pause:
    """A wait before what follows."""

    seconds: float


@dataclass(frozen=True)
class Lost:
    """A request that got no answer, or no more of it."""

    reason: str
    """A sentence."""
    arrived: bool
    """Whether the service may have heard it."""


@dataclass(frozen=True)
class Told(Generic[Item]):
    """Something for the caller, on the way."""

    what: Item


@dataclass(frozen=True)
class End(Generic[Result]):
    """The call has returned."""

    result: Result


Deed: TypeAlias = Request | Listen | Line | Pause
Outcome: TypeAlias = httpx.Response | str | Lost | None
Call: TypeAlias = Generator[Deed, Any, Result]
Feed: TypeAlias = Generator[Deed | Told[Item], Any, Result]


def advanced(feed: Generator[Step, Any, Result], outcome: Outcome = None) -> Step | End[Result]:
    """Return what is next in a call or feed, given what came of the last."""
    try:
        return feed.send(outcome)
    except StopIteration as end:
        return End(end.value)


def answered(request: Request, retries: int) -> Call[httpx.Response]:
    """Send a request until it succeeds, at most `retries` times more than once.

    Raises the problem that the service answers with, UnexpectedAnswer or Unreachable.
    """
    for attempt in range(retries):
        outcome = yield request
        pause = _pause(request, outcome, attempt)
        if pause is None:
            return settled(outcome)
        yield Pause(pause)
    return settled((yield request))


def settled(outcome: httpx.Response | Lost) -> httpx.Response:
    """Return an answer that is no refusal; raise what else there is."""
    if isinstance(outcome, Lost):
        raise Unreachable(outcome.reason)
    if not outcome.is_success:
        raise refusal(outcome)
    return outcome


def may_pass(outcome: httpx.Response | Lost) -> bool:
    """Tell whether it may go better another time."""
    return isinstance(outcome, Lost) or outcome.status_code in RETRIED


def _pause(request: Request, outcome: httpx.Response | Lost, attempt: int) -> float | None:
    """Return the seconds until another attempt makes sense; None where none does."""
    if not may_pass(outcome) or (request.once and _was_heard(outcome)):
        return None
    seconds = _asked_pause(outcome) or SHORTEST_PAUSE * 2**attempt
    return None if seconds > LONGEST_PAUSE else seconds * _random.uniform(1, 1.25)


def _was_heard(outcome: httpx.Response | Lost) -> bool:
    return outcome.arrived if isinstance(outcome, Lost) else True


def _asked_pause(outcome: httpx.Response | Lost) -> int:
    """Return what `Retry-After` says in seconds; 0 where it says nothing, or a date."""
    wanted = "" if isinstance(outcome, Lost) else outcome.headers.get("retry-after", "")
    return int(wanted) if wanted.isdecimal() else 0
