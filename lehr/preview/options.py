"""Which steps of a schedule to look at."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, Final, Literal, TypeAlias

import numpy as np
import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from lehr.errors import InvalidRequest, Violation
from lehr.metric import Metric, check_metric
from lehr.schedules import Precision, Schedule, StepArray

Unit: TypeAlias = Literal["step", "epoch"]

MOST_POINTS: Final = 100_000
MOST_STEPS: Final = 10**12

_At: TypeAlias = Annotated[
    tuple[Annotated[int, Field(ge=0, lt=MOST_STEPS)], ...],
    # Not strict: JSON has lists where Python has tuples; the steps themselves stay strict.
    Field(strict=False, fail_fast=True, min_length=1, max_length=MOST_POINTS),
]


class PreviewOptions(BaseModel):
    """Which steps to look at, in what unit and dtype.

    `at` names the steps, in any order; without it `points` of them are spread over `steps`. With
    both, `steps` only says how far the range goes that `at` must stay in. `metric` is what a
    feedback schedule answers to, one value an epoch: then the epochs that it has are the range, or
    with `steps_per_epoch` their steps.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    metric: Metric | None = Field(
        default=None, description="The monitored metric after each epoch, for feedback kinds."
    )
    unit: Unit = Field(default="step", description="What the schedule counts.")
    steps_per_epoch: Annotated[int, Field(ge=1, le=MOST_STEPS)] | None = Field(
        default=None,
        description="With unit epoch or with metric: steps are updates, so many to an epoch.",
    )
    at: _At | None = Field(default=None, description="Exactly these steps.")
    steps: Annotated[int, Field(ge=1, le=MOST_STEPS)] | None = Field(
        default=None, description="The curve is 0 to steps - 1."
    )
    points: int = Field(
        default=1000, ge=1, le=MOST_POINTS, description="So many of the steps, evenly spaced."
    )
    dtype: Precision | None = Field(
        default=None, description="Default: what the schedule's library computes in."
    )

    @field_validator("steps_per_epoch")
    @classmethod
    def _only_epochs_have_steps(cls, length: int | None, info: ValidationInfo) -> int | None:
        metric = info.data.get("metric", ())
        if length is not None and info.data.get("unit") == "step" and metric is None:
            raise ValueError(
                "`steps_per_epoch` has a meaning with unit epoch or with `metric` only"
            )
        if metric and length is not None and len(metric) * length > MOST_STEPS:
            raise ValueError(f"`metric` has {len(metric)} epochs and can span {MOST_STEPS} steps")
        return length

    @field_validator("at")
    @classmethod
    def _metric_reaches_every_step(
        cls, at: tuple[int, ...] | None, info: ValidationInfo
    ) -> tuple[int, ...] | None:
        measured = _measured(info.data)
        if at and measured and max(at) >= measured:
            raise ValueError(f"`at` must stay in the range of `metric`, 0 to {measured - 1}")
        return at

    @field_validator("steps")
    @classmethod
    def _range_holds_every_step(cls, steps: int | None, info: ValidationInfo) -> int | None:
        at, measured = info.data.get("at"), _measured(info.data)
        if measured and steps not in {None, measured}:
            raise ValueError(f"`steps` must be what `metric` spans, which is {measured}")
        if at and steps is not None and max(at) >= steps:
            raise ValueError(f"`steps` must be > every step of `at`, among them {max(at)}")
        return steps

    @cached_property
    def length(self) -> int | None:
        """The steps of the range; None where `at` alone tells what to look at."""
        return self.steps or _measured(vars(self)) or None

    @cached_property
    def each(self) -> int:
        """Steps of which the schedule sees but one."""
        return 1 if self.unit == "step" else self.steps_per_epoch or 1

    @property
    def epoch_length(self) -> int:
        """What the schedule counts in an epoch of the metric."""
        return (self.steps_per_epoch or 1) // self.each

    @cached_property
    def last_step(self) -> int:
        """The last step of the range."""
        return max(self.at or (0,)) if self.length is None else self.length - 1

    @cached_property
    def samples_all(self) -> bool:
        """Whether every step of the range is sampled, in increasing order."""
        return self.at is None and self.last_step < self.points

    @cached_property
    def leaves_none_out(self) -> bool:
        """Whether every step of the range is looked at, in whatever order."""
        return self.samples_all if self.at is None else len(set(self.at)) > self.last_step

    @cached_property
    def count(self) -> int:
        """How many steps are looked at."""
        return min(self.points, self.last_step + 1) if self.at is None else len(self.at)

    @cached_property
    def sampled_steps(self) -> StepArray:
        """The steps to look at: `at` as given, else increasing, the first step and the last.

        One point is the first step alone. Nobody can write to the array, which all may share.
        """
        steps = self._sampled()
        steps.setflags(write=False)
        return steps

    @cached_property
    def written_steps(self) -> orjson.Fragment:
        """The sampled steps as JSON."""
        return orjson.Fragment(orjson.dumps(self.sampled_steps, option=orjson.OPT_SERIALIZE_NUMPY))

    @cached_property
    def counted_steps(self) -> StepArray:
        """What the schedule sees at each sampled step: the step, or the epoch it lies in."""
        return self.sampled_steps if self.each == 1 else self.sampled_steps // self.each

    def _sampled(self) -> StepArray:
        if self.at is not None:
            return np.array(self.at, dtype=np.int64)
        if self.samples_all:
            return np.arange(self.last_step + 1, dtype=np.int64)
        last = self.last_step
        return np.arange(0, self.points * last, last) // max(self.points - 1, 1)


def _measured(options: Mapping[str, Any]) -> int:
    """Return how many steps the metric spans; 0 without one, or where it has been refused."""
    length = options.get("steps_per_epoch", 0)
    return len(options.get("metric") or ()) * (1 if length is None else length)


def check_asked(schedules: Sequence[Schedule], options: PreviewOptions) -> None:
    """Raise InvalidRequest where the options do not say what to show of these schedules."""
    check_metric(schedules, options.metric)
    if options.at is None and options.length is None:
        rule = "`steps` is required where neither `at` nor `metric` says it"
        raise InvalidRequest([Violation("/steps", rule)])
    if len(schedules) * options.count > MOST_POINTS:
        name = "points" if options.at is None else "at"
        rule = f"`{name}` times the curves must be <= {MOST_POINTS}"
        received = f"received {options.count} times {len(schedules)}"
        raise InvalidRequest([Violation(f"/{name}", f"{rule}; {received}")])
