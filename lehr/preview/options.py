"""Which steps of a schedule to look at."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, TypeAlias

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from lehr.metric import Metric
from lehr.schedules import Precision, StepArray

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
        default=None, validate_default=True, description="The curve is 0 to steps - 1."
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
        at, measured = info.data.get("at", ()), _measured(info.data)
        if at is None and steps is None and info.data.get("metric", ()) is None:
            raise ValueError("`steps` is required where neither `at` nor `metric` says it")
        if measured and steps not in {None, measured}:
            raise ValueError(f"`steps` must be what `metric` spans, which is {measured}")
        if at and steps is not None and max(at) >= steps:
            raise ValueError(f"`steps` must be > every step of `at`, among them {max(at)}")
        return steps

    def sampled_steps(self) -> StepArray:
        """Return the steps to look at: `at` as given, else increasing, the first step and the last.

        One point is the first step alone.
        """
        if self.at is not None:
            return np.array(self.at, dtype=np.int64)
        steps = self.steps or _measured(vars(self))
        if steps <= self.points:
            return np.arange(steps, dtype=np.int64)
        return np.arange(self.points, dtype=np.int64) * (steps - 1) // max(self.points - 1, 1)

    def counted(self, steps: StepArray) -> StepArray:
        """Return what the schedule sees at each step: the step, or the epoch it lies in."""
        return steps if self.unit == "step" else self.epochs(steps)

    def epochs(self, steps: StepArray) -> StepArray:
        """Return the epoch that each step lies in; without `steps_per_epoch` steps are epochs."""
        return steps // (self.steps_per_epoch or 1)

    def covers(self, steps: StepArray) -> bool:
        """Whether `steps`, in increasing order, are all steps of the range."""
        length = self.steps or _measured(vars(self)) or int(steps[-1]) + 1
        return len(steps) >= length and int(np.count_nonzero(np.diff(steps))) == length - 1


def _measured(options: Mapping[str, Any]) -> int:
    """Return how many steps the metric spans; 0 without one, or where it has been refused."""
    length = options.get("steps_per_epoch", 0)
    return len(options.get("metric") or ()) * (1 if length is None else length)
