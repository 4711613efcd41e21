"""A rate thrown anew at every step."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from .base import FloatArray, Precision, Schedule, StepArray
from .parameters import InitialLearningRate, Seed
from .philox import uniforms


class RandomUniform(Schedule):
    """lr(t) = lr0 U(seed, t)^power, U uniform in [0, 1): Darknet's random policy."""

    title: ClassVar = "Random"
    formula: ClassVar = "initial_learning_rate * U(seed, step) ^ power"
    example: ClassVar = {"initial_learning_rate": 0.1, "power": 1.0}

    kind: Literal["random_uniform"] = "random_uniform"
    initial_learning_rate: InitialLearningRate
    power: Annotated[float, Field(gt=0, description="Above 1 low rates are likelier.")] = 1
    seed: Seed = 0

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        thrown: FloatArray = uniforms(self.seed, steps)[0] ** self.power
        return self.initial_learning_rate * thrown
