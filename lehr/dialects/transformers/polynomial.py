"""`polynomial` of transformers."""

from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from typing_extensions import override

from lehr.errors import FieldError
from lehr.schedules import FloatArray

from .warmed import Finite


class Polynomial(Finite):
    """A rise in a line, then a power of a line: `get_polynomial_decay_schedule_with_warmup`."""

    family: ClassVar = "polynomial"
    title: ClassVar = "Polynomial decay, transformers"
    formula: ClassVar = (
        "lr * step / num_warmup_steps, then lr_end + (lr - lr_end) * (1 - p) ^ power, then lr_end, "
        "p = (step - num_warmup_steps) / (num_training_steps - num_warmup_steps)"
    )
    example: ClassVar = {
        "lr": 5e-5,
        "num_warmup_steps": 100,
        "num_training_steps": 1000,
        "power": 2.0,
    }

    kind: Literal["transformers.polynomial"] = "transformers.polynomial"
    lr_end: Annotated[float, Field(ge=0, description="The rate to end with.")] = 1e-7
    power: Annotated[float, Field(ge=0, description="The power of what is left.")] = 1.0

    @model_validator(mode="after")
    def _falls(self) -> Self:
        if self.lr <= self.lr_end:
            raise FieldError("lr_end", f"`lr_end` must be < `lr`, which is {self.lr}")
        if self.num_training_steps == self.num_warmup_steps:
            rule = "`num_training_steps` must be > `num_warmup_steps`"
            raise FieldError("num_training_steps", rule)
        return self

    @override
    def decay(self, t: FloatArray) -> FloatArray:
        left = np.maximum(1 - self.progress(t), 0.0)
        falling = (self.lr - self.lr_end) * left**self.power + self.lr_end
        return np.where(t > self.num_training_steps, self.lr_end, falling) / self.lr
