"""One rate after the other, as Keras has it."""

from math import floor
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from typing_extensions import override

from lehr import schedules
from lehr.schedules.parameters import increasing, one_more

from .base import KerasSchedule


def _whole_steps(boundaries: list[float]) -> list[float]:
    return [floor(boundary) for boundary in boundaries]


def _increasing_steps(boundaries: list[float]) -> list[float]:
    increasing(_whole_steps(boundaries))
    return boundaries


class PiecewiseConstantDecay(KerasSchedule):
    """lr(t) = values[i], i the number of boundaries < t: Keras's PiecewiseConstantDecay.

    Keras gives boundaries the type of the step, an integer: 5.9 acts as 5.
    """

    title: ClassVar = "Piecewise constant, Keras"
    formula: ClassVar = "values[number of floor(boundaries) < step]"
    example: ClassVar = schedules.PiecewiseConstant.example

    kind: Literal["keras.PiecewiseConstantDecay"] = "keras.PiecewiseConstantDecay"
    boundaries: Annotated[
        list[Annotated[float, Field(ge=0)]],
        AfterValidator(_increasing_steps),
        Field(min_length=1, description="The last steps of the rates but the last."),
    ]
    values: Annotated[
        list[Annotated[float, Field(ge=0)]],
        Field(description="The rates, one more than boundaries."),
    ]

    @field_validator("values")
    @classmethod
    def _one_more_than_boundaries(cls, values: list[float], info: ValidationInfo) -> list[float]:
        return one_more(values, info.data.get("boundaries"))

    @override
    def canonical(self) -> schedules.PiecewiseConstant:
        return schedules.PiecewiseConstant(
            boundaries=_whole_steps(self.boundaries), values=self.values
        )
