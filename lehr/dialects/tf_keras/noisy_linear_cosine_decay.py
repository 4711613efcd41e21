"""A cosine on a falling line with noise, as TF-Keras has it."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from lehr import schedules
from lehr.schedules import Caution
from lehr.schedules.parameters import (
    DecaySteps,
    InitialLearningRate,
    InitialVariance,
    LineOffset,
    NumPeriods,
    RateOffset,
    Seed,
    VarianceDecay,
)

from .base import TfKerasSchedule


class NoisyLinearCosineDecay(TfKerasSchedule):
    """lr(t) = lr0 ((alpha + 1 - p + noise) (1 + cos(2 pi n p)) / 2 + beta), as linear cosine decay.

    The noise has the variance initial_variance / (1 + min(t, decay_steps))^variance_decay. TF-Keras
    draws it anew whenever it is asked: what is the same here is the distribution, not the numbers,
    which belong to the seed (0 for None) and the step.
    """

    title: ClassVar = "Noisy linear cosine decay, TF-Keras"
    formula: ClassVar = schedules.NoisyLinearCosine.formula
    example: ClassVar = schedules.NoisyLinearCosine.example

    kind: Literal["tf_keras.NoisyLinearCosineDecay"] = "tf_keras.NoisyLinearCosineDecay"
    initial_learning_rate: InitialLearningRate
    decay_steps: DecaySteps
    initial_variance: InitialVariance = 1.0
    variance_decay: VarianceDecay = 0.55
    num_periods: NumPeriods = 0.5
    alpha: LineOffset = 0.0
    beta: RateOffset = 0.001
    seed: Annotated[
        Seed | None, Field(description="What the noise is drawn from, with the step; null for 0.")
    ] = None

    @override
    def canonical(self) -> schedules.NoisyLinearCosine:
        return schedules.NoisyLinearCosine(
            initial_learning_rate=self.initial_learning_rate,
            decay_steps=self.decay_steps,
            initial_variance=self.initial_variance,
            variance_decay=self.variance_decay,
            num_periods=self.num_periods,
            alpha=self.alpha,
            beta=self.beta,
            seed=self.seed or 0,
        )

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        if not self.initial_variance:
            return ()
        rule = (
            "TF-Keras draws other numbers of this distribution whenever it is asked, "
            "and where they fall below 0 this rate is 0"
        )
        return (Caution("other-draws", rule),)
