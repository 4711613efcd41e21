"""What schedules that go up and down again and again share."""

from abc import abstractmethod
from typing import Annotated

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import InitialLearningRate, MaximalLearningRate
from .powers import powers


class Cyclic(ClosedForm):
    """lr(t) = lr0 + (maximum - lr0) wave(t mod n) scale, the wave within 0 and 1, n its length.

    In cycle i = 0, 1 ... the scale is 1, 2^-i (the modes with a 2), or gamma^t (exp_range).
    """

    initial_learning_rate: InitialLearningRate
    maximal_learning_rate: MaximalLearningRate
    mode: str
    gamma: Annotated[float, Field(ge=0, le=1, description="The factor a step of exp_range.")] = 1

    @property
    @abstractmethod
    def length(self) -> float:
        """The steps of a cycle."""

    @abstractmethod
    def wave(self, within: FloatArray) -> FloatArray:
        """Return the height, from 0 to 1, at steps `within` a cycle."""

    @override
    def at(self, t: FloatArray) -> FloatArray:
        height = self.maximal_learning_rate - self.initial_learning_rate
        return self.initial_learning_rate + height * self.wave(t % self.length) * self._scale(t)

    def _scale(self, t: FloatArray) -> FloatArray:
        if self.mode == "exp_range":
            return powers(self.gamma, t)
        if self.mode.endswith("2"):
            return powers(0.5, np.floor(t / self.length))
        return np.ones_like(t)
