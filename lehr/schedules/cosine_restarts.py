"""Cosine decay that starts again and again."""

from math import floor, isfinite, log
from sys import float_info
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray
from .parameters import Alpha, InitialLearningRate
from .powers import powers
from .turns import Turns, recurring, since, turn


class CosineRestarts(ClosedForm):
    """lr(t) = lr0 ((1 - alpha) m_mul^i (1 + cos(pi p)) / 2 + alpha), p the part of cycle i over.

    SGDR (Loshchilov & Hutter 2016, arXiv:1608.03983) as
    `keras.optimizers.schedules.CosineDecayRestarts`: cycle i takes first_decay_steps t_mul^i steps.
    """

    title: ClassVar = "Cosine decay with restarts"
    formula: ClassVar = (
        "initial_learning_rate * ((1 - alpha) * m_mul ^ cycle * (1 + cos(pi * part of cycle)) /"
        " 2 + alpha)"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "first_decay_steps": 100}

    kind: Literal["cosine_restarts"] = "cosine_restarts"
    initial_learning_rate: InitialLearningRate
    first_decay_steps: Annotated[float, Field(gt=0, description="Steps of the first cycle.")]
    t_mul: Annotated[
        float, Field(ge=1, description="How many times as long as the one before a cycle is.")
    ] = 2
    m_mul: Annotated[
        float, Field(ge=0, description="What the height of each restart is multiplied by.")
    ] = 1
    alpha: Alpha = 0

    @override
    def at(self, t: FloatArray) -> FloatArray:
        cycle, part = self._cycle(t / self.first_decay_steps)
        height: FloatArray = 0.5 * powers(self.m_mul, cycle) * (1 + np.cos(np.pi * part))
        return self.initial_learning_rate * ((1 - self.alpha) * height + self.alpha)

    @override
    def turns(self, first: int) -> Turns:
        if self.t_mul == 1:
            return recurring(self.first_decay_steps, "restart", first)
        return self._growing_cycles(first)

    def _growing_cycles(self, first: int) -> Turns:
        length, growth = max(self.first_decay_steps, 1), self.t_mul
        grown = min(1 + first / length * (growth - 1), float_info.max)
        # One cycle early, because a logarithm can miss by one.
        cycle = max(floor(log(grown) / log(growth)) - 1, 1)
        start = length * (growth**cycle - 1) / (growth - 1)
        length *= growth**cycle
        while isfinite(start):
            yield from since(first, turn(start, "restart"))
            start, length = start + length, length * growth

    def _cycle(self, x: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the cycle that `x`, in lengths of the first one, lies in, and its part over."""
        growth = x.dtype.type(self.t_mul)
        if growth == 1:
            cycle: FloatArray = np.floor(x)
            return cycle, x - cycle
        cycle = np.floor(np.log(1 - x * (1 - growth)) / np.log(growth))
        # A logarithm can miss by one at a boundary; the sum of the lengths before decides.
        cycle -= x < _before(cycle, growth)
        cycle += x >= _before(cycle + 1, growth)
        return cycle, (x - _before(cycle, growth)) / _grown(cycle, growth)


def _before(cycle: FloatArray, growth: np.floating[Any]) -> FloatArray:
    return (1 - _grown(cycle, growth)) / (1 - growth)


def _grown(cycle: FloatArray, growth: np.floating[Any]) -> FloatArray:
    """Return growth^cycle, rounded once: float32 powers can miss a bit, and the part then four."""
    return powers(float(growth), cycle.astype(np.float64)).astype(cycle.dtype)
