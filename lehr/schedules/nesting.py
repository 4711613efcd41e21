"""Schedules inside schedules: any known kind, so deep and so many and no more."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any, Final, TypeAlias

from pydantic import PlainSerializer, WithJsonSchema, WrapValidator
from pydantic_core import PydanticCustomError, PydanticKnownError

from .base import Schedule

MOST_DEEP: Final = 8
"""Schedules on the way from the outermost to the innermost, both counted."""
MOST_NODES: Final = 64
"""Schedules in one schedule, itself counted."""

KINDS: Final[dict[str, type[Schedule]]] = {}
"""The kinds that may stand inside others, by name; dialects add theirs."""

_depth: ContextVar[int] = ContextVar("depth", default=1)


def register(*kinds: type[Schedule]) -> None:
    """Let kinds stand inside others."""
    KINDS.update({kind.model_fields["kind"].default: kind for kind in kinds})


def nodes(schedule: Schedule) -> int:
    """Count the schedules that a schedule consists of, itself among them."""
    return 1 + sum(nodes(child) for child in schedule.children)


def _chosen(value: object, _: Callable[[object], object]) -> Schedule:
    if isinstance(value, Schedule):
        return value
    with one_deeper():
        return _kind_of(value).model_validate(value)


def _kind_of(value: object) -> type[Schedule]:
    discriminator = {"discriminator": "'kind'"}
    if not isinstance(value, Mapping):
        raise PydanticKnownError("model_type", {"class_name": "Schedule"})
    if "kind" not in value:
        raise PydanticKnownError("union_tag_not_found", discriminator)
    kind = KINDS.get(value["kind"]) if isinstance(value["kind"], str) else None
    if kind is None:
        expected = ", ".join(f"'{name}'" for name in KINDS)
        context: dict[str, Any] = {"tag": str(value["kind"]), "expected_tags": expected}
        raise PydanticKnownError("union_tag_invalid", {**discriminator, **context})
    return kind


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


Nested: TypeAlias = Annotated[
    Schedule,
    WrapValidator(_chosen),
    PlainSerializer(lambda schedule: schedule.model_dump()),
    WithJsonSchema(
        {
            "type": "object",
            "title": "Schedule",
            "description": "A schedule of any kind.",
            "properties": {"kind": {"type": "string"}},
            "required": ["kind"],
        }
    ),
]
"""A field that holds a schedule of whatever kind its `kind` names."""
