"""A curve as an answer."""

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict

from lehr.dialects import AnySchedule
from lehr.preview import Curve, Curves, CurveWarning, Landmark, Unit
from lehr.schedules import Precision

from .negotiation import CSV, media_type, tagged


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


def written(request: Request, curve: Curve | Curves) -> Response:
    """Answer with curves as JSON or CSV, and tell clients that have it so."""
    kind = media_type(request)
    return tagged(request, curve.as_csv().encode() if kind == CSV else curve.as_json(), kind)
