"""A climb to the rate of a schedule."""

from itertools import chain
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from .base import FloatArray, Precision, StepArray
from .combinator import Wrapper
from .parameters import StepCount
from .powers import powers
from .turns import Turn, Turns, delayed, merged, since

_FROM_ZERO = np.zeros(1, dtype=np.int64)


class Warmup(Wrapper):
    """lr(t) = f(t) s(...) for t < steps, where f climbs from `start` to 1 (Goyal et al. 2017).

    The mode decides what f is multiplied with and where the schedule's clock stands after W steps:
    `rebase`: f(t) s(0), then s(t - W), as in Optax and Transformers; `mask`: f(t) s(0), then s(t),
    as in the original BERT; `join`: f(t) s(W), then s(t), as in TensorFlow Models; `multiply`:
    f(t) s(t) throughout, as in pytorch_warmup. With p the progress, f = start + (1 - start) h(p):
    linear h = p; constant 0; power p^power; cosine (1 - cos(pi p)) / 2; one_minus_sqrt
    1 - sqrt(1 - p); logarithmic ln(t + 1) / ln(max(2, W)), DeepSpeed's; but geometric
    f = start^(1 - p), Tensor2Tensor's exponential warmup; and saturating h = 1 - e^-p, which
    belongs to the mode multiply and never ends.
    """

    title: ClassVar = "Warmup"
    formula: ClassVar = "(start + (1 - start) * shape(progress)) * rate before `steps`"
    example: ClassVar = {
        "schedule": {"kind": "exponential", "initial_learning_rate": 0.1, "decay": 0.01},
        "steps": 100,
    }

    kind: Literal["warmup"] = "warmup"
    steps: Annotated[StepCount, Field(description="W, the steps that the climb takes.")]
    start: Annotated[
        float, Field(ge=0, le=1, description="The first factor; 0 wastes a step with progress t/W.")
    ] = 0
    progress: Annotated[
        Literal["t/W", "(t+1)/W", "(t+1)/(W+1)", "max(t,1)/W"],
        Field(description="How far the climb is at step t, which counts from 0."),
    ] = "t/W"
    power: Annotated[float, Field(gt=0, description="The exponent of the shape power.")] = 2
    mode: Annotated[
        Literal["rebase", "mask", "join", "multiply"],
        Field(description="What the factor multiplies, and where the schedule's clock stands."),
    ] = "rebase"
    shape: Annotated[
        Literal[
            "linear",
            "constant",
            "power",
            "cosine",
            "one_minus_sqrt",
            "geometric",
            "logarithmic",
            "saturating",
        ],
        Field(description="The form of the climb."),
    ] = "linear"

    @field_validator("shape")
    @classmethod
    def _shape_fits_the_rest(cls, shape: str, info: ValidationInfo) -> str:
        if shape == "geometric" and info.data.get("start") == 0:
            raise ValueError("`shape` geometric needs a `start` above 0")
        if shape == "saturating" and info.data.get("mode") != "multiply":
            raise ValueError("`shape` saturating never ends, so it needs `mode` multiply")
        return shape

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        factors = self.factors(steps.astype(np.float64))
        if self.mode == "multiply":
            return factors * self.inner(steps)
        peak = self.inner(_FROM_ZERO + (self.steps if self.mode == "join" else 0))
        offset = self.steps if self.mode == "rebase" else 0
        later = self.inner(np.maximum(steps - offset, 0))
        return np.where(steps < self.steps, factors * peak, later)

    def factors(self, t: FloatArray) -> FloatArray:
        """Return f(t) for steps `t` as float64: 1 once the climb has ended."""
        if self.shape == "saturating":
            return self.start + (1 - self.start) * (1 - np.exp(-self._unbounded(t)))
        p = np.minimum(self._unbounded(t), 1)
        risen = powers(self.start, 1 - p) if self.shape == "geometric" else self._risen(t, p)
        return np.where(t < self.steps, risen, 1)

    @override
    def turns(self, first: int) -> Turns:
        climbed = since(first, Turn(self.steps, "warmup_end"))
        if self.mode == "multiply":
            endless = self.shape == "saturating"
            return merged([*([] if endless else [climbed]), self.schedule.turns(first)])
        delay = self.steps if self.mode == "rebase" else 0
        later = self.schedule.turns(max(first, self.steps + 1) - delay)
        return chain(climbed, delayed(delay, later))

    def _unbounded(self, t: FloatArray) -> FloatArray:
        match self.progress:
            case "t/W":
                return t / self.steps
            case "(t+1)/W":
                return (t + 1) / self.steps
            case "(t+1)/(W+1)":
                return (t + 1) / (self.steps + 1)
            case "max(t,1)/W":
                return np.maximum(t, 1) / self.steps

    def _risen(self, t: FloatArray, p: FloatArray) -> FloatArray:
        return self.start + (1 - self.start) * self._shaped(t, p)

    def _shaped(self, t: FloatArray, p: FloatArray) -> FloatArray:
        shaped = p
        match self.shape:
            case "constant":
                shaped = np.zeros_like(p)
            case "power":
                shaped = p**self.power
            case "cosine":
                shaped = 0.5 * (1 - np.cos(np.pi * p))
            case "one_minus_sqrt":
                shaped = 1 - np.sqrt(1 - p)
            case "logarithmic":
                shaped = np.minimum(np.log1p(t) / np.log(max(2, self.steps)), 1)
            case "linear" | "geometric" | "saturating":
                pass
        return shaped
