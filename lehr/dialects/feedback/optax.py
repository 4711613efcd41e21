"""`optax.contrib.reduce_on_plateau`, as of optax 0.2.8."""

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from lehr.schedules import Precision
from lehr.schedules.feedback import EpochRate
from lehr.schedules.parameters import InitialLearningRate
from lehr.schedules.plateau import MOST_EPOCHS, Cooldown, Patience, ReductionState, Rules, judged


@dataclass(frozen=True, kw_only=True)
class MeanState(ReductionState):
    """What is remembered by a rate that answers to means of several metrics."""

    mean: float = 0.0
    """The mean of the metrics that wait to be judged together."""
    gathered: int = 0
    """How many these are."""


class ReduceOnPlateau(EpochRate[MeanState]):
    """lr <- learning_rate scale; scale <- max(scale factor, min_scale) after `patience` bad means.

    The mean of `accumulation_size` metrics is judged at once, in float32, and improves if it is
    below (1 - rtol) best - atol: when the best is below 0, a mean that is slightly worse improves.
    Refused is what turns optax's machine around or stops it: a `patience` of 0, which reduces on
    every improvement and never otherwise, and an `rtol` of 1, after which nothing improves.
    """

    library: ClassVar[str | None] = "optax"
    family: ClassVar = "reduce_on_plateau"
    arithmetic: ClassVar[Precision] = "float32"
    title: ClassVar = "Reduce on plateau, optax"
    formula: ClassVar = (
        "learning_rate * scale; max(scale * factor, min_scale) after `patience` means of "
        "`accumulation_size` metrics without improvement"
    )
    example: ClassVar = {"learning_rate": 0.1, "factor": 0.1, "patience": 10}

    kind: Literal["optax.reduce_on_plateau"] = "optax.reduce_on_plateau"
    learning_rate: InitialLearningRate
    factor: Annotated[
        float, Field(gt=0, lt=1, description="What the scale is multiplied by on a plateau.")
    ] = 0.1
    patience: Patience = 10
    rtol: Annotated[
        float, Field(ge=0, lt=1, description="The share of the best by which to improve on it.")
    ] = 1e-4
    atol: Annotated[
        float, Field(ge=0, validate_default=True, description="What to improve by besides.")
    ] = 0.0
    cooldown: Cooldown = 0
    accumulation_size: Annotated[
        int,
        Field(ge=1, le=MOST_EPOCHS, description="So many metrics are averaged and judged at once."),
    ] = 1
    min_scale: Annotated[
        float, Field(ge=0, le=1, description="The scale is not reduced below this.")
    ] = 0.0

    @field_validator("atol")
    @classmethod
    def _an_improvement_is_more_than_nothing(cls, atol: float, info: ValidationInfo) -> float:
        if atol == 0 and info.data.get("rtol") == 0:
            raise ValueError("`rtol` or `atol` must be > 0")
        return atol

    @override
    def begin(self) -> MeanState:
        return MeanState(learning_rate=self._unscaled)

    @override
    def observe(self, state: MeanState, metric: float) -> MeanState:
        with np.errstate(all="ignore"):
            seen = _gathered(state, metric)
            if seen.gathered < self.accumulation_size:
                return seen
            rules = Rules(self.patience, self.cooldown, self._improves, self._reduced)
            return replace(judged(seen, seen.mean, rules), mean=0.0, gathered=0)

    @property
    def _unscaled(self) -> float:
        return float(np.float32(self.learning_rate))

    def _improves(self, metric: float, best: float | None) -> bool:
        bar = np.float32(1 - self.rtol) * np.float32(np.inf if best is None else best)
        return bool(np.float32(metric) < bar - np.float32(self.atol))

    def _reduced(self, state: MeanState) -> MeanState:
        # A product of two float32 is exact as a Python float, and so is the way back.
        scale = np.float32(state.learning_rate / self._unscaled if self._unscaled else 0)
        scale = max(scale * np.float32(self.factor), np.float32(self.min_scale))
        return state.reduced(self._unscaled * float(scale))


def _gathered(state: MeanState, metric: float) -> MeanState:
    """Return the state with one more metric in the mean, computed in float32."""
    total = np.float32(state.gathered) * np.float32(state.mean) + np.float32(metric)
    gathered = state.gathered + 1
    return replace(state, mean=float(total / np.float32(gathered)), gathered=gathered)
