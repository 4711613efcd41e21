"""What schedules share that lead from one given rate to the next."""

from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from .base import ClosedForm
from .parameters import Points, as_many
from .turns import Turns, arrival, since, turn


class Interpolated(ClosedForm):
    """lr(boundaries[i]) = values[i]; outside all boundaries the nearest value holds."""

    boundaries: Points
    values: Annotated[
        list[Annotated[float, Field(ge=0)]], Field(description="The rates at the boundaries.")
    ]

    @field_validator("values")
    @classmethod
    def _as_many_as_boundaries(cls, values: list[float], info: ValidationInfo) -> list[float]:
        return as_many(values, info.data.get("boundaries"))

    @override
    def turns(self, first: int) -> Turns:
        last = arrival(self.boundaries[-1], *self.values[-2:])
        return since(first, *(turn(one, "boundary") for one in self.boundaries), last)
