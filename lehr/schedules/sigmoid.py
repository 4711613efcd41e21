"""Decay along a logistic curve."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import InitialLearningRate


class Sigmoid(ClosedForm):
    """lr(t) = lr0 / (1 + e^(steepness (t - center))), down as in Darknet, or up as in Caffe."""

    title: ClassVar = "Sigmoid"
    formula: ClassVar = (
        "initial_learning_rate / (1 + e ^ (steepness * (step - center))); upwards with -steepness"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "steepness": 0.02, "center": 500}

    kind: Literal["sigmoid"] = "sigmoid"
    initial_learning_rate: InitialLearningRate
    steepness: Annotated[float, Field(ge=0, le=1000, description="How fast the rate changes.")]
    center: Annotated[float, Field(ge=0, description="The step with half of the rate.")]
    direction: Annotated[
        Literal["down", "up"], Field(description="Darknet's sign, or Caffe's.")
    ] = "down"

    @override
    def at(self, t: FloatArray) -> FloatArray:
        sign = 1 if self.direction == "down" else -1
        divisor: FloatArray = 1 + np.exp(sign * self.steepness * (t - self.center))
        return self.initial_learning_rate / divisor
