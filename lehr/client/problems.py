"""The problems that Lehr answers with (RFC 9457), one class each, under the service's names.

LehrProblem
├── InternalError 500
├── BadRequest 400            ├── MethodNotAllowed 405  ├── BodyTooLarge 413
├── InvalidRequest 422        ├── NotAcceptable 406     ├── UnsupportedMediaType 415
│   └── KeyReused             ├── RequestTimeout 408    ├── MisdirectedHost 421
├── NotFound 404              ├── Conflict 409          └── Unavailable 503
│   ├── UnknownJob            │   ├── IllegalMove           └── QueueFull
│   ├── UnknownRun            │   ├── ScheduleMismatch
│   ├── UnknownStudy          │   ├── PreviewOnly
│   └── UnknownWebhook        │   ├── NoRangeTest
└── Unauthorized 401          │   ├── NothingToDraw
                              │   ├── TooManyWebhooks
                              │   └── WebhookDisabled
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from .errors import ClientError


@dataclass(frozen=True)
class Violation:
    """One broken rule of a request, and where."""

    pointer: str
    """JSON pointer into the body, or the name of a query parameter behind a slash."""
    detail: str
    """The rule, and the value received."""


class LehrProblem(ClientError):
    """Lehr refused a request, or failed; one of a type unknown here is of this very class."""

    code: ClassVar[str | None] = None

    def __init__(self, document: Mapping[str, Any]) -> None:
        super().__init__(document["detail"])
        self.status: int = document["status"]
        self.type: str = document["type"]
        self.title: str = document["title"]
        self.detail: str = document["detail"]
        self.instance: str = document["instance"]
        """The request's id, as in the service's log."""
        self.errors = [Violation(**error) for error in document.get("errors", ())]
        """Of a request that is not valid, every broken rule."""


class InternalError(LehrProblem):
    """The service failed; its log has the reason under `instance`."""

    code = "internal-error"


class InvalidRequest(LehrProblem):
    """The request breaks rules; `errors` names each field and the value received."""

    code = "invalid-request"


class KeyReused(InvalidRequest):
    """The idempotency key stands for a job that another body asked for."""

    code = "idempotency-key-reused"


class BadRequest(LehrProblem):
    """The request cannot be read at all."""

    code = "bad-request"


class NotFound(LehrProblem):
    """Nothing lives at this path."""

    code = "not-found"


class UnknownJob(NotFound):
    """No job has this id."""

    code = "unknown-job"


class UnknownRun(NotFound):
    """No run of the job has this id."""

    code = "unknown-run"


class UnknownStudy(NotFound):
    """No study has this name."""

    code = "unknown-study"


class UnknownWebhook(NotFound):
    """No webhook has this id."""

    code = "unknown-webhook"


class Conflict(LehrProblem):
    """The resource's present state forbids the request."""

    code = "conflict"


class IllegalMove(Conflict):
    """The job or run is in a state that does not allow this change."""

    code = "illegal-move"


class ScheduleMismatch(Conflict):
    """The job would train another curve than the one previewed."""

    code = "schedule-mismatch"


class PreviewOnly(Conflict):
    """The study has curves to look at and nothing to train."""

    code = "preview-only"


class NoRangeTest(Conflict):
    """The job trains with a schedule, not through a range of rates."""

    code = "no-range-test"


class NothingToDraw(Conflict):
    """The job has not got as far as a picture needs."""

    code = "nothing-to-draw"


class TooManyWebhooks(Conflict):
    """There are as many webhooks as may be."""

    code = "too-many-webhooks"


class WebhookDisabled(Conflict):
    """The receiver has said that it wants no more deliveries."""

    code = "webhook-disabled"


class Unauthorized(LehrProblem):
    """No API key, or one that is not known."""

    code = "unauthorized"


class MethodNotAllowed(LehrProblem):
    """The path does not take this method."""

    code = "method-not-allowed"


class RequestTimeout(LehrProblem):
    """The request body did not arrive in time."""

    code = "request-timeout"


class NotAcceptable(LehrProblem):
    """None of the media types that are accepted is offered."""

    code = "not-acceptable"


class BodyTooLarge(LehrProblem):
    """The request body exceeds its limit."""

    code = "body-too-large"


class UnsupportedMediaType(LehrProblem):
    """The request body is not of a type that is read."""

    code = "unsupported-media-type"


class MisdirectedHost(LehrProblem):
    """The service does not go by the name in the URL."""

    code = "misdirected-host"


class Unavailable(LehrProblem):
    """Something that the service needs is away for now."""

    code = "unavailable"


class QueueFull(Unavailable):
    """As many runs are queued as may be."""

    code = "queue-full"


def problem(document: Mapping[str, Any]) -> LehrProblem:
    """Return the problem that an answer tells of."""
    named = {f"/problems/{kind.code}": kind for kind in kinds()}
    return named.get(document["type"], LehrProblem)(document)


def kinds(of: type[LehrProblem] = LehrProblem) -> Iterator[type[LehrProblem]]:
    """Return every class of problem below one."""
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)
