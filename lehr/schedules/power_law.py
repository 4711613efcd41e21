"""A power of time."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import Index, indexed


class PowerLaw(ClosedForm):
    """lr(t) = scale (s + shift)^power, s what `index` makes of t.

    With power -0.5 and index t+1 scikit-learn's `invscaling`; with max(t,1) TensorFlow Models'
    DirectPowerDecay.
    """

    title: ClassVar = "Power law"
    formula: ClassVar = "scale * (s + shift) ^ power, s = step + 1"
    example: ClassVar = {"scale": 0.1, "power": -0.5}

    kind: Literal["power_law"] = "power_law"
    scale: Annotated[float, Field(ge=0, description="The rate where s + shift is 1.")]
    power: Annotated[float, Field(ge=-10, le=0, description="The exponent.")]
    shift: Annotated[float, Field(ge=0, description="What is added to s.")] = 0
    index: Index = "t+1"

    @field_validator("index")
    @classmethod
    def _no_power_of_nothing(cls, index: str, info: ValidationInfo) -> str:
        if index == "t" and info.data.get("shift") == 0:
            raise ValueError("`index` t needs a `shift` above 0, or step 0 divides by nothing")
        return index

    @override
    def at(self, t: FloatArray) -> FloatArray:
        rates: FloatArray = self.scale * (indexed(t, self.index) + self.shift) ** self.power
        return rates
