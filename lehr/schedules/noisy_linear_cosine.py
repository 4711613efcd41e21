"""A cosine on a falling line with noise."""

from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from .base import FloatArray, Precision, Schedule, StepArray
from .linear_cosine import LinearCosine
from .parameters import (
    DecaySteps,
    InitialLearningRate,
    InitialVariance,
    LineOffset,
    NumPeriods,
    RateOffset,
    Seed,
    VarianceDecay,
)
from .philox import normals


class NoisyLinearCosine(Schedule):
    """lr(t) = lr0 ((alpha + 1 - p + noise) (1 + cos(2 pi n p)) / 2 + beta), as linear_cosine, >= 0.

    The noise is normal with variance initial_variance / (1 + min(t, D))^variance_decay (Bello et
    al. 2017, arXiv:1709.07417). TF-Keras's NoisyLinearCosineDecay has the same distribution, but
    draws anew whenever it is asked, and can fall below 0, where this rate is 0.
    """

    title: ClassVar = "Noisy linear cosine decay"
    formula: ClassVar = (
        "initial_learning_rate * max(0, (alpha + 1 - p + noise) * (1 + cos(2 * pi * num_periods"
        " * p)) / 2 + beta), p = min(step / decay_steps, 1)"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000, "initial_variance": 0.1}

    kind: Literal["noisy_linear_cosine"] = "noisy_linear_cosine"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    initial_variance: InitialVariance = 1
    variance_decay: VarianceDecay = 0.55
    num_periods: NumPeriods = 0.5
    alpha: LineOffset = 0
    beta: RateOffset = 0.001
    seed: Seed = 0

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        t = steps.astype(arithmetic)
        passed = 1 + np.minimum(t, self.decay_steps)
        deviation = np.sqrt(self.initial_variance / passed**self.variance_decay)
        noise = deviation * normals(self.seed, steps).astype(arithmetic)
        return np.maximum(self._undisturbed().disturbed(t, noise), 0)

    def _undisturbed(self) -> LinearCosine:
        return LinearCosine(
            initial_learning_rate=self.initial_learning_rate,
            decay_steps=self.decay_steps,
            num_periods=self.num_periods,
            alpha=self.alpha,
            beta=self.beta,
        )
