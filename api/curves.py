"""A curve as an answer."""

from collections.abc import Callable, Mapping
from typing import Final

from fastapi import Response
from pydantic import BaseModel, ConfigDict

from lehr.dialects import AnySchedule
from lehr.preview import Curve, CurveWarning, Landmark, Unit
from lehr.schedules import Precision

from .negotiation import CSV, JSON, tagged

WRITERS: Final[Mapping[str, Callable[[Curve], bytes]]] = {
    JSON: Curve.as_json,
    CSV: Curve.as_csv,
}
"""How a curve becomes each media type."""


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


class CurveAnswer(_Answer):
    """What a preview tells: equally many steps and learning rates, and what is worth noting."""

    schedule: AnySchedule
    unit: Unit
    dtype: Precision
    steps: list[int]
    learning_rates: list[float]
    summary: SummaryAnswer
    landmarks: list[Landmark]
    warnings: list[CurveWarning]
    hash: str


def written(curve: Curve, content_type: str) -> Response:
    """Answer with the curve in the form of a media type."""
    return tagged(WRITERS[content_type](curve), content_type)
