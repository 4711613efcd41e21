"""`warmup_stable_decay` of transformers."""

from itertools import chain
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

import numpy as np
from pydantic import Field, model_validator
from typing_extensions import override

from lehr.errors import FieldError
from lehr.schedules import FloatArray
from lehr.schedules.turns import Turn, Turns, since

from .warmed import NumCycles, Steps, Warmed

Shape: TypeAlias = Literal["linear", "cosine", "1-sqrt"]


class WarmupStableDecay(Warmed):
    """A rise, a plain and a fall of chosen shapes: `get_wsd_schedule`."""

    family: ClassVar = "warmup_stable_decay"
    title: ClassVar = "Warmup, stable, decay, transformers"
    formula: ClassVar = (
        "lr * (r + (1 - r) * rise, then 1, then r + (1 - r) * fall, then r), r = min_lr_ratio"
    )
    example: ClassVar = {
        "lr": 5e-4,
        "num_warmup_steps": 100,
        "num_decay_steps": 200,
        "num_training_steps": 1000,
    }

    kind: Literal["transformers.warmup_stable_decay"] = "transformers.warmup_stable_decay"
    num_decay_steps: Annotated[Steps, Field(description="Steps on which the rate falls.")]
    num_training_steps: Annotated[Steps | None, Field(description="Steps in all.")] = None
    num_stable_steps: Annotated[
        Steps | None, Field(description="Steps between; what is left of all where not given.")
    ] = None
    warmup_type: Annotated[Shape, Field(description="The shape of the rise.")] = "linear"
    decay_type: Annotated[Shape, Field(description="The shape of the fall.")] = "cosine"
    min_lr_ratio: Annotated[
        float, Field(ge=0, description="The first and the last rate over `lr`.")
    ] = 0.0
    num_cycles: NumCycles = 0.5

    @model_validator(mode="after")
    def _phases_fit(self) -> Self:
        if self.num_training_steps is None and self.num_stable_steps is None:
            rule = "`num_training_steps` or `num_stable_steps` is required"
            raise FieldError("num_training_steps", rule)
        if self._stable_steps < 0:
            rule = "`num_training_steps` must be >= `num_warmup_steps` + `num_decay_steps`"
            raise FieldError("num_training_steps", rule)
        return self

    @override
    def warmup(self, t: FloatArray) -> FloatArray:
        p = super().warmup(t)
        match self.warmup_type:
            case "linear":
                return self._floored(p)
            case "cosine":
                return self._floored(0.5 * (1.0 - np.cos(np.pi * p)))
            case "1-sqrt":
                return self._floored(1.0 - np.sqrt(np.maximum(1.0 - p, 0)))

    @override
    def decay(self, t: FloatArray) -> FloatArray:
        start = self.num_warmup_steps + self._stable_steps
        falling = self._fall((np.maximum(t, start) - start) / max(1, self.num_decay_steps))
        after = np.where(t < start + self.num_decay_steps, falling, self.min_lr_ratio)
        return np.where(t < start, 1.0, after)

    @property
    def _stable_steps(self) -> int:
        if self.num_stable_steps is not None:
            return self.num_stable_steps
        return (self.num_training_steps or 0) - self.num_warmup_steps - self.num_decay_steps

    @override
    def turns(self, first: int) -> Turns:
        start = self.num_warmup_steps + self._stable_steps
        ending = Turn(start, "boundary"), Turn(start + self.num_decay_steps, "end")
        return chain(super().turns(first), since(first, *ending))

    def _fall(self, p: FloatArray) -> FloatArray:
        match self.decay_type:
            case "linear":
                return self._floored(1.0 - p)
            case "cosine":
                return self._floored(0.5 * (1.0 + np.cos(np.pi * self.num_cycles * 2.0 * p)))
            case "1-sqrt":
                return self._floored(1.0 - np.sqrt(p))

    def _floored(self, heights: FloatArray) -> FloatArray:
        floored: FloatArray = heights * (1.0 - self.min_lr_ratio) + self.min_lr_ratio
        return np.maximum(floored, 0.0)
