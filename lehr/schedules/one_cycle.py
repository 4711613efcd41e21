"""Up once, and down to almost nothing."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import EndLearningRate, InitialLearningRate, MaximalLearningRate
from .turns import Turns, since, turn


class OneCycle(ClosedForm):
    """lr(t) climbs from lr0 to the maximum in `up_steps` and falls to the end in `down_steps`.

    The 1cycle policy (Smith & Topin 2017, arXiv:1708.07120), by halves of a cosine as in torch's
    OneCycleLR and fastai, or by straight lines. Past its end the rate stays.
    """

    title: ClassVar = "One cycle"
    formula: ClassVar = (
        "a half cosine or a line from initial_learning_rate to maximal_learning_rate, another "
        "to end_learning_rate"
    )
    example: ClassVar = {
        "initial_learning_rate": 0.004,
        "maximal_learning_rate": 0.1,
        "up_steps": 300,
        "down_steps": 700,
    }

    kind: Literal["one_cycle"] = "one_cycle"
    initial_learning_rate: InitialLearningRate
    maximal_learning_rate: MaximalLearningRate
    up_steps: Annotated[float, Field(gt=0, description="Steps to the peak.")]
    down_steps: Annotated[float, Field(gt=0, description="Steps from the peak to the end.")]
    end_learning_rate: EndLearningRate = 0
    shape: Annotated[Literal["cosine", "linear"], Field(description="The form of both ways.")] = (
        "cosine"
    )

    @override
    def at(self, t: FloatArray) -> FloatArray:
        up = self._eased(np.minimum(t / self.up_steps, 1))
        down = self._eased(np.clip((t - self.up_steps) / self.down_steps, 0, 1))
        first, peak, end = (
            self.initial_learning_rate,
            self.maximal_learning_rate,
            self.end_learning_rate,
        )
        return np.where(t < self.up_steps, first + (peak - first) * up, peak + (end - peak) * down)

    @override
    def turns(self, first: int) -> Turns:
        end = turn(self.up_steps + self.down_steps, "end")
        return since(first, turn(self.up_steps, "warmup_end"), end)

    def _eased(self, p: FloatArray) -> FloatArray:
        if self.shape == "linear":
            return p
        eased: FloatArray = 0.5 * (1 - np.cos(np.pi * p))
        return eased
