"""Cosine decay with a bent clock."""

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import FloatArray
from .transition import Transition


class CosineKDecay(Transition):
    """lr(t) = end + (lr0 - end) (1 + cos(pi p^k_decay)) / 2, p = min(t, D) / D.

    k-decay (Zhang & Li 2020, arXiv:2004.05909), as timm's CosineLRScheduler.
    """

    title: ClassVar = "Cosine k-decay"
    formula: ClassVar = (
        "end_learning_rate + (initial_learning_rate - end_learning_rate) * (1 + cos(pi * "
        "min(step / decay_steps, 1) ^ k_decay)) / 2"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "decay_steps": 1000, "k_decay": 2.0}

    kind: Literal["cosine_k_decay"] = "cosine_k_decay"
    k_decay: Annotated[float, Field(gt=0, description="The exponent; 1 is cosine decay.")] = 1

    @override
    def reached(self, p: FloatArray) -> FloatArray:
        fallen: FloatArray = 0.5 * (1 + np.cos(np.pi * p**self.k_decay))
        span = self.initial_learning_rate - self.end_learning_rate
        return self.end_learning_rate + span * fallen
