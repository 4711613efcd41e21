"""Rates that are multiplied at boundaries: what the piecewise schedules of optax share."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, TypeAlias

import numpy as np
from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from lehr.schedules import Caution, FloatArray, Precision

from .base import FARTHEST


def _counted(boundary: object) -> int:
    """Return the step that a key of JSON spells, in one way only, or that Python gives."""
    if not re.fullmatch("0|[1-9][0-9]{0,9}", str(boundary)) or int(str(boundary)) > FARTHEST:
        raise ValueError(f"the boundary must be a whole step, 0 to {FARTHEST}: {boundary!a} is not")
    return int(str(boundary))


def _in_order(scales: Mapping[int, float]) -> dict[int, float]:
    return dict(sorted(scales.items()))


def _spelled(scales: Mapping[int, float] | None) -> dict[str, float] | None:
    return None if scales is None else {str(boundary): s for boundary, s in scales.items()}


_Boundary: TypeAlias = Annotated[int, BeforeValidator(_counted)]
BoundariesAndScales: TypeAlias = Annotated[
    Annotated[dict[_Boundary, Annotated[float, Field(ge=0)]], AfterValidator(_in_order)] | None,
    PlainSerializer(_spelled),
    Field(description='What the rate is multiplied by from a step on: {"100": 0.1}.'),
]


def heights(init_value: float, scales: Mapping[int, float] | None, dtype: Precision) -> FloatArray:
    """Return the first rate and that of every boundary, multiplied one after the other."""
    factors = np.array([init_value, *(scales or {}).values()], dtype=dtype)
    multiplied: FloatArray = np.multiply.accumulate(factors)
    return multiplied


def refuse_overflow(init_value: float, scales: Mapping[int, float] | None) -> None:
    """Raise ValueError where a rate is not a finite float64."""
    with np.errstate(all="ignore"):
        if not np.isfinite(heights(init_value, scales, "float64")).all():
            raise ValueError("the rates that the factors lead to must be finite")


def points(
    init_value: float, scales: Mapping[int, float] | None
) -> tuple[list[float], list[float]]:
    """Return step 0 and the boundaries after it, and the rate of each in float64."""
    boundaries = np.array([0, *(scales or {})], dtype=np.float64)
    last_of_each = np.append(np.diff(boundaries) > 0, values=True)
    rates = heights(init_value, scales, "float64")
    return boundaries[last_of_each].tolist(), rates[last_of_each].tolist()


def told_of_zero(scales: Mapping[int, float] | None) -> Iterator[Caution]:
    """Warn of a boundary before every step."""
    if scales and 0 in scales:
        rule = "the boundary 0 comes before the first step: the rate that it scales is never used"
        yield Caution("boundary-at-start", rule)
