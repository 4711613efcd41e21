"""The trace of a monitored metric, which feedback schedules answer to."""

from typing import Annotated, Final, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema

from lehr.errors import InvalidRequest, Violation
from lehr.schedules import Feedback, Schedule

MOST_EPOCHS: Final = 100_000
_NOT_FINITE: Final = {name: float(name) for name in ("NaN", "Infinity", "-Infinity")}


def _number(value: object) -> object:
    return _NOT_FINITE.get(value, value) if isinstance(value, str) else value


Measured: TypeAlias = Annotated[
    float,
    BeforeValidator(_number),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"enum": list(_NOT_FINITE)}]}),
]
"""A number, or the name of one that JSON has no number for."""

Metric: TypeAlias = Annotated[
    tuple[Measured, ...],
    # Not strict: JSON has lists where Python has tuples; the values themselves stay strict.
    Field(strict=False, fail_fast=True, min_length=1, max_length=MOST_EPOCHS),
]
"""The value after each epoch."""


def check_metric(schedule: Schedule, metric: Metric | None) -> None:
    """Raise InvalidRequest where a metric is missing, or given to what does not answer to it."""
    if isinstance(schedule, Feedback) and metric is None:
        rule = f"`metric` is required: `{schedule.kind}` answers to its value after each epoch"
        raise InvalidRequest([Violation("/metric", rule)])
    if metric is not None and not isinstance(schedule, Feedback):
        rule = f"`metric` is for schedules that answer to one; `{schedule.kind}` does not"
        raise InvalidRequest([Violation("/metric", rule)])
