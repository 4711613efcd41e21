"""A schedule's curve at chosen steps, summarised: what training will follow, before it starts."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any, Final, Literal, TypeAlias

import numpy as np
import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from lehr.metric import Metric, check_metric
from lehr.schedules import Feedback, FloatArray, Precision, Schedule, StepArray

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
    feedback schedule answers to, one value an epoch: then the epochs that it has are the range.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    metric: Metric | None = Field(
        default=None, description="The monitored metric after each epoch, for feedback kinds."
    )
    at: _At | None = Field(default=None, description="Exactly these steps.")
    steps: Annotated[int, Field(ge=1, le=MOST_STEPS)] | None = Field(
        default=None, validate_default=True, description="The curve is 0 to steps - 1."
    )
    points: int = Field(
        default=1000, ge=1, le=MOST_POINTS, description="So many of the steps, evenly spaced."
    )
    unit: Unit = Field(default="step", description="What the schedule counts.")
    steps_per_epoch: Annotated[int, Field(ge=1, le=MOST_STEPS)] | None = Field(
        default=None, description="With unit epoch: steps are updates, so many to an epoch."
    )
    dtype: Precision | None = Field(
        default=None, description="Default: what the schedule's library computes in."
    )

    @field_validator("at")
    @classmethod
    def _metric_reaches_every_epoch(
        cls, at: tuple[int, ...] | None, info: ValidationInfo
    ) -> tuple[int, ...] | None:
        metric = info.data.get("metric")
        if at and metric and max(at) >= len(metric):
            raise ValueError(f"`at` must stay in the epochs of `metric`, 0 to {len(metric) - 1}")
        return at

    @field_validator("steps")
    @classmethod
    def _range_holds_every_step(cls, steps: int | None, info: ValidationInfo) -> int | None:
        at, metric = info.data.get("at", ()), info.data.get("metric", ())
        if at is None and steps is None and metric is None:
            raise ValueError("`steps` is required where neither `at` nor `metric` says it")
        if metric and steps not in {None, len(metric)}:
            raise ValueError(f"`steps` must be the length of `metric`, which is {len(metric)}")
        if at and steps is not None and max(at) >= steps:
            raise ValueError(f"`steps` must be > every step of `at`, among them {max(at)}")
        return steps

    @field_validator("steps_per_epoch")
    @classmethod
    def _only_epochs_have_steps(cls, steps: int | None, info: ValidationInfo) -> int | None:
        if steps is not None and info.data.get("unit") == "step":
            raise ValueError("`steps_per_epoch` has a meaning with unit epoch only")
        if steps is not None and info.data.get("metric") is not None:
            raise ValueError("`steps_per_epoch` has no meaning with `metric`: epochs are counted")
        return steps

    def sampled_steps(self) -> StepArray:
        """Return the steps to look at: `at` as given, else increasing, the first step and the last.

        One point is the first step alone.
        """
        if self.at is not None:
            return np.array(self.at, dtype=np.int64)
        steps = self.steps or len(self.metric or ())
        if steps <= self.points:
            return np.arange(steps, dtype=np.int64)
        return np.arange(self.points, dtype=np.int64) * (steps - 1) // max(self.points - 1, 1)

    def counted(self, steps: StepArray) -> StepArray:
        """Return what the schedule sees at each step: the step, or the epoch it lies in."""
        return steps if self.steps_per_epoch is None else steps // self.steps_per_epoch

    def covers(self, steps: StepArray) -> bool:
        """Whether `steps`, in increasing order, are all steps of the range."""
        length = self.steps or len(self.metric or ()) or int(steps[-1]) + 1
        return len(steps) >= length and int(np.count_nonzero(np.diff(steps))) == length - 1


@dataclass(frozen=True)
class Summary:
    """The sampled rates in the order of their steps; `exact` if no step of the range is left out.

    Rates are scalars of the curve's dtype, so that they print like the curve's.
    """

    first: np.floating[Any]
    last: np.floating[Any]
    minimum: np.floating[Any]
    maximum: np.floating[Any]
    mean: float
    peak_step: int
    exact: bool


@dataclass(frozen=True)
class Landmark:
    """A step where something happens: the `peak`, or the `floor` from where nothing changes."""

    step: int
    what: Literal["peak", "floor"]


@dataclass(frozen=True)
class CurveWarning:
    """Something about the curve that is legal and probably not meant."""

    code: str
    detail: str


@dataclass(frozen=True, eq=False)
class Curve:
    """A schedule's learning rates at `steps`: int64 steps, rates of `dtype`, equally long."""

    schedule: Schedule
    unit: Unit
    dtype: Precision
    steps: StepArray
    learning_rates: FloatArray
    summary: Summary
    landmarks: tuple[Landmark, ...]
    warnings: tuple[CurveWarning, ...]
    hash: str

    def as_document(self) -> dict[str, object]:
        """Return the answer of a preview; NumPy values in it are for orjson to write."""
        return {**vars(self), "schedule": normalised(self.schedule)}

    def as_json(self) -> bytes:
        """Return the document; every rate is the shortest decimal that reads back as its bits."""
        return orjson.dumps(self.as_document(), option=orjson.OPT_SERIALIZE_NUMPY)

    def as_csv(self) -> str:
        """Return `step,learning_rate` rows with the decimals of the JSON."""
        rows = zip(_decimals(self.steps), _decimals(self.learning_rates), strict=True)
        return "\n".join(["step,learning_rate", *map(",".join, rows), ""])


def preview(schedule: Schedule, options: PreviewOptions) -> Curve:
    """Return the schedule's curve at the steps that `options` choose.

    Raises InvalidRequest where a rate is not finite or a recurrence would run too far.
    """
    steps = options.sampled_steps()
    dtype = options.dtype or schedule.arithmetic
    unit: Unit = "epoch" if isinstance(schedule, Feedback) else options.unit
    rates = _rates(schedule, options, steps, dtype)
    order = np.argsort(steps, kind="stable")
    ordered = steps[order], rates[order]
    return Curve(
        schedule=schedule,
        unit=unit,
        dtype=dtype,
        steps=steps,
        learning_rates=rates,
        summary=_summary(*ordered, exact=options.covers(ordered[0])),
        landmarks=tuple(_landmarks(*ordered)),
        warnings=(*_warnings(*ordered), *_cautions(schedule, options.counted(ordered[0]))),
        hash=schedule_hash(schedule, unit),
    )


def _rates(
    schedule: Schedule, options: PreviewOptions, steps: StepArray, dtype: Precision
) -> FloatArray:
    check_metric(schedule, options.metric)
    if isinstance(schedule, Feedback):
        return schedule.replay(options.metric or (), dtype)[steps]
    return schedule.rates(options.counted(steps), dtype)


def normalised(schedule: Schedule) -> dict[str, object]:
    """Return `kind` and every parameter, defaults included, in the order of their declaration."""
    return schedule.model_dump()


def schedule_hash(schedule: Schedule, unit: Unit) -> str:
    """Return `sha256:` and the digest of the canonical JSON of schedule and unit.

    Canonical JSON has sorted keys, no spaces and the shortest decimals.
    """
    document = {"schedule": normalised(schedule), "unit": unit}
    return f"sha256:{sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest()}"


def _summary(steps: StepArray, rates: FloatArray, *, exact: bool) -> Summary:
    peak = rates.argmax()
    return Summary(
        first=rates[0],
        last=rates[-1],
        minimum=rates.min(),
        maximum=rates[peak],
        mean=float(rates.mean(dtype=np.float64)),
        peak_step=int(steps[peak]),
        exact=exact,
    )


def _landmarks(steps: StepArray, rates: FloatArray) -> Iterator[Landmark]:
    peak, floor = int(rates.argmax()), int(rates.argmin())
    if peak > 0:
        yield Landmark(int(steps[peak]), "peak")
    if 0 < floor < len(rates) - 1 and rates[floor:].max() == rates[floor]:
        yield Landmark(int(steps[floor]), "floor")


def _warnings(steps: StepArray, rates: FloatArray) -> Iterator[CurveWarning]:
    vanished = (rates == 0) & (np.maximum.accumulate(rates) > 0)
    if vanished.any():
        step = int(steps[vanished.argmax()])
        rule = f"the learning rate is exactly 0 in {rates.dtype} at step {step}: nothing is learned"
        yield CurveWarning("vanishes", rule)


def _cautions(schedule: Schedule, steps: StepArray) -> Iterator[CurveWarning]:
    for caution in schedule.cautions(int(steps[-1])):
        yield CurveWarning(caution.code, caution.detail)


def _decimals(values: FloatArray | StepArray) -> list[str]:
    return orjson.dumps(values, option=orjson.OPT_SERIALIZE_NUMPY).decode()[1:-1].split(",")
