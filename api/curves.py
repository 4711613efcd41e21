"""A curve as an answer."""

from pydantic import BaseModel, ConfigDict

from lehr.dialects import AnySchedule
from lehr.preview import CurveWarning, Landmark, Unit
from lehr.schedules import Precision


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SummaryAnswer(_Answer):
    """The returned rates in short; `exact` if no step of the range is left out."""

    first: float
    last: float
    minimum: float
    maximum: float
    mean: float
    peak_step: int
    exact: bool


class ComparedCurve(_Answer):
    """A schedule's learning rates at the steps that all have, and what is worth noting."""

    schedule: AnySchedule
    unit: Unit
    dtype: Precision
    learning_rates: list[float]
    summary: SummaryAnswer
    landmarks: list[Landmark]
    warnings: list[CurveWarning]
    hash: str


class CurveAnswer(ComparedCurve):
    """What a preview tells: equally many steps and learning rates, and what is worth noting."""

    steps: list[int]


class CurvesAnswer(_Answer):
    """What a preview of several schedules tells, in their order."""

    steps: list[int]
    curves: list[ComparedCurve]
