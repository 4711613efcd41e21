"""Every problem that a client may be told of, one class each; the API alone turns them into HTTP.

LehrError
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

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar
from uuid import UUID

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Violation:
    """One broken rule of a request, and where."""

    pointer: str
    """JSON pointer into the body, or the name of a query parameter behind a slash."""
    detail: str
    """The rule, and the value received."""


class FieldError(ValueError):
    """A rule about several fields, broken by one: raised where a whole model is validated."""

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(rule)
        self.field = field


class LehrError(Exception):
    """A problem with a stable `code`, the last part of its problem type's path."""

    code: ClassVar[str] = "internal-error"
    title: ClassVar[str] = "Internal error"
    status: ClassVar[int] = 500
    retry_after: int | None = None
    """Seconds after which another try makes sense."""

    def __init__(self, detail: str, headers: Mapping[str, str] = NO_HEADERS) -> None:
        super().__init__(detail)
        self.detail = detail
        self.headers = headers
        """What an HTTP answer says of it in its headers."""


class InvalidRequest(LehrError):
    """The request breaks rules; `violations` names each field and the value received."""

    code = "invalid-request"
    title = "The request is not valid"
    status = 422

    def __init__(self, violations: Sequence[Violation]) -> None:
        super().__init__("; ".join(f"{v.pointer or '/'}: {v.detail}" for v in violations))
        self.violations = tuple(violations)

    def below(self, pointer: str) -> "InvalidRequest":
        """Return the same refusal, its pointers leading through `pointer`."""
        return InvalidRequest([Violation(pointer + v.pointer, v.detail) for v in self.violations])


class KeyReused(InvalidRequest):
    """The idempotency key stands for a job that another body asked for."""

    code = "idempotency-key-reused"
    title = "The idempotency key belongs to another request"

    def __init__(self, job_id: UUID) -> None:
        detail = f"a key must come with the body that it first came with, which made job {job_id}"
        super().__init__([Violation("/Idempotency-Key", detail)])


class BadRequest(LehrError):
    """The request cannot be read at all."""

    code = "bad-request"
    title = "The request cannot be read"
    status = 400


class NotFound(LehrError):
    """Nothing lives at this path."""

    code = "not-found"
    title = "Not found"
    status = 404


class UnknownJob(NotFound):
    """No job has this id."""

    code = "unknown-job"
    title = "Unknown job"


class UnknownRun(NotFound):
    """No run of the job has this id."""

    code = "unknown-run"
    title = "Unknown run"


class UnknownStudy(NotFound):
    """No study has this name."""

    code = "unknown-study"
    title = "Unknown study"


class UnknownWebhook(NotFound):
    """No webhook has this id."""

    code = "unknown-webhook"
    title = "Unknown webhook"


class Conflict(LehrError):
    """The resource's present state forbids the request."""

    code = "conflict"
    title = "Conflict"
    status = 409


class IllegalMove(Conflict):
    """The job or run is in a state that does not allow this change."""

    code = "illegal-move"
    title = "The job's state forbids it"


class ScheduleMismatch(Conflict):
    """The job would train another curve than the one previewed."""

    code = "schedule-mismatch"
    title = "The schedule is not the one previewed"


class PreviewOnly(Conflict):
    """The study has curves to look at and nothing to train."""

    code = "preview-only"
    title = "The study trains nothing"


class NoRangeTest(Conflict):
    """The job trains with a schedule, not through a range of rates."""

    code = "no-range-test"
    title = "The job is no range test"


class NothingToDraw(Conflict):
    """The job has not got as far as a picture needs."""

    code = "nothing-to-draw"
    title = "There is nothing to draw yet"


class TooManyWebhooks(Conflict):
    """There are as many webhooks as may be."""

    code = "too-many-webhooks"
    title = "There are too many webhooks"


class WebhookDisabled(Conflict):
    """The receiver has said that it wants no more deliveries."""

    code = "webhook-disabled"
    title = "The webhook is disabled"


class Unauthorized(LehrError):
    """No API key, or one that is not known."""

    code = "unauthorized"
    title = "An API key is required"
    status = 401


class MethodNotAllowed(LehrError):
    """The path does not take this method; the `Allow` header names those that it takes."""

    code = "method-not-allowed"
    title = "Method not allowed"
    status = 405


class RequestTimeout(LehrError):
    """The request body did not arrive in time."""

    code = "request-timeout"
    title = "The request took too long"
    status = 408


class NotAcceptable(LehrError):
    """None of the media types that the client accepts is offered here."""

    code = "not-acceptable"
    title = "Not acceptable"
    status = 406


class BodyTooLarge(LehrError):
    """The request body exceeds its limit."""

    code = "body-too-large"
    title = "The request body is too large"
    status = 413


class UnsupportedMediaType(LehrError):
    """The request body is not of a type that is read here."""

    code = "unsupported-media-type"
    title = "Unsupported media type"
    status = 415


class MisdirectedHost(LehrError):
    """The Host header names something that this service is not."""

    code = "misdirected-host"
    title = "This host is not served here"
    status = 421


class Unavailable(LehrError):
    """Something that the service needs is away for now."""

    code = "unavailable"
    title = "Temporarily unavailable"
    status = 503
    retry_after = 5


class QueueFull(Unavailable):
    """As many runs are queued as may be."""

    code = "queue-full"
    title = "The queue is full"

    def __init__(self, detail: str, *, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after
