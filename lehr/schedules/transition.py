"""What schedules share that lead from one rate to another, and stay there."""

from abc import abstractmethod

import numpy as np
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import DecaySteps, EndLearningRate, InitialLearningRate
from .turns import Turns, arrival, since


class Transition(ClosedForm):
    """lr(t) goes from lr0 to the end as p = min(t, D) / D goes from 0 to 1, D = decay_steps."""

    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    end_learning_rate: EndLearningRate = 0

    @abstractmethod
    def reached(self, p: FloatArray) -> FloatArray:
        """Return the rates where `p` of the way is over, from 0 to 1."""

    def progress(self, t: FloatArray) -> FloatArray:
        """Return the part of the way that is over at steps `t`."""
        return np.minimum(t, self.decay_steps) / self.decay_steps

    @override
    def at(self, t: FloatArray) -> FloatArray:
        return self.reached(self.progress(t))

    @override
    def turns(self, first: int) -> Turns:
        way = arrival(self.decay_steps, self.initial_learning_rate, self.end_learning_rate)
        return since(first, way)
