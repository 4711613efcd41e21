"""Schedules inside schedules: any known kind, so deep and so many and no more."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any, Final, NamedTuple, TypeAlias

from pydantic import PlainSerializer, WithJsonSchema, WrapValidator
from pydantic_core import PydanticCustomError, PydanticKnownError

from .base import Schedule
from .feedback import EpochRate, Feedback

MOST_DEEP: Final = 8
"""Schedules on the way from the outermost to the innermost, both counted."""
MOST_NODES: Final = 64
"""Schedules in one schedule, itself counted."""

KINDS: Final[dict[str, type[Schedule]]] = {}
"""The kinds that may stand inside others, by name; dialects add theirs."""

_BY_KIND: Final[dict[str, Any]] = {"discriminator": "'kind'"}

_depth: ContextVar[int] = ContextVar("depth", default=1)


def register(*kinds: type[Schedule]) -> None:
    """Let kinds stand inside others."""
    KINDS.update({kind.model_fields["kind"].default: kind for kind in kinds})


def within(schedule: Schedule) -> Iterator[Schedule]:
    """Yield the schedules that a schedule consists of, itself first."""
    yield schedule
    for child in schedule.children:
        yield from within(child)


def nodes(schedule: Schedule) -> int:
    """Count the schedules that a schedule consists of, itself among them."""
    return 1 + sum(map(nodes, schedule.children))


class Place(NamedTuple):
    """Which of the kinds may stand in a field."""

    admits: Callable[[type[Schedule]], bool]
    rule: str
    """What is told of the others."""

    def chosen(self, value: object, _: Callable[[object], object]) -> Schedule:
        """Return the schedule that `value` is or describes: the validator of the field."""
        if isinstance(value, Schedule):
            self._check(type(value))
            return value
        with one_deeper():
            kind = self._kind_of(value)
            self._check(kind)
            return kind.model_validate(value)

    def _kind_of(self, value: object) -> type[Schedule]:
        if not isinstance(value, Mapping):
            raise PydanticKnownError("model_type", {"class_name": "Schedule"})
        if "kind" not in value:
            raise PydanticKnownError("union_tag_not_found", _BY_KIND)
        kind = KINDS.get(value["kind"]) if isinstance(value["kind"], str) else None
        if kind is None:
            known = ", ".join(f"'{name}'" for name, one in KINDS.items() if self.admits(one))
            context = {"tag": str(value["kind"]), "expected_tags": known}
            raise PydanticKnownError("union_tag_invalid", {**_BY_KIND, **context})
        return kind

    def _check(self, kind: type[Schedule]) -> None:
        if not self.admits(kind):
            # Named as pydantic's own errors that are told of the discriminator.
            raise PydanticCustomError(
                "union_tag_refused", "{rule}", {**_BY_KIND, "rule": self.rule}
            )


@contextmanager
def one_deeper() -> Iterator[None]:
    """Validate what stands inside a schedule; refuse it where that would be too deep."""
    depth = _depth.get() + 1
    if depth > MOST_DEEP:
        rule = "schedules can be nested to a depth of {most}"
        raise PydanticCustomError("too_deep", rule, {"most": MOST_DEEP})
    token = _depth.set(depth)
    try:
        yield
    finally:
        _depth.reset(token)


def _described(description: str) -> WithJsonSchema:
    kind = {"kind": {"type": "string"}}
    shape = {"type": "object", "properties": kind, "required": ["kind"]}
    return WithJsonSchema({"description": description, **shape})


_WRITTEN: Final = PlainSerializer(lambda schedule: schedule.model_dump())
_OF_THE_STEP: Final = Place(
    lambda kind: not issubclass(kind, Feedback),
    "no schedule that answers to a metric can stand here; "
    "`scale_by_feedback` multiplies another schedule by one",
)
_OF_THE_METRIC: Final = Place(
    lambda kind: issubclass(kind, EpochRate),
    "only a schedule whose rate is decided by the metric alone can stand here, "
    "as `reduce_on_plateau`",
)

Nested: TypeAlias = Annotated[
    Schedule,
    WrapValidator(_OF_THE_STEP.chosen),
    _WRITTEN,
    _described("A schedule of any kind that does not answer to a metric."),
]
"""A field that holds a function of the step, of whatever kind its `kind` names."""
NestedFeedback: TypeAlias = Annotated[
    EpochRate,
    WrapValidator(_OF_THE_METRIC.chosen),
    _WRITTEN,
    _described("A schedule of any kind whose rate is decided by a metric alone."),
]
"""A field that holds a schedule whose factor another one is multiplied by."""
