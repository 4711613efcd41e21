"""Schedules one after the other."""

from collections.abc import Callable
from collections.abc import Sequence as SequenceOf
from functools import partial
from itertools import pairwise
from math import inf
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, ValidationInfo, field_validator, model_validator
from typing_extensions import override

from lehr.errors import FieldError

from .base import Caution, FloatArray, Precision, Schedule, StepArray
from .combinator import Combinator, at_home
from .nesting import Nested
from .parameters import Boundaries, one_fewer
from .turns import Turn, Turns, What, delayed

_START = np.zeros(1, dtype=np.int64)
_END = np.iinfo(np.int64).max


class Sequence(Combinator):
    """lr(t) = c_i s_i(t - b_i) for b_i <= t < b_(i+1), where b_0 = 0.

    With clock `rebase` every c_i is 1, as `optax.join_schedules` has it. With `carry` each schedule
    goes on from where the one before would be at the boundary: c_i s_i(0) = c_(i-1)
    s_(i-1)(b_i - b_(i-1)), so that the curve does not jump, as OLMo's composed stages. A constant
    and a cosine are fastai's flat_cos.
    """

    title: ClassVar = "Sequence"
    formula: ClassVar = (
        "schedules[i](step - boundaries[i - 1]) from boundaries[i - 1] on; "
        "with carry, scaled to go on from the rate before"
    )
    example: ClassVar = {
        "schedules": [
            {"kind": "constant", "learning_rate": 0.1},
            {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 300},
        ],
        "boundaries": [700],
    }

    kind: Literal["sequence"] = "sequence"
    schedules: Annotated[
        list[Nested], Field(min_length=2, description="What follows on each other.")
    ]
    boundaries: Annotated[
        Boundaries, Field(description="The first step of every schedule but the first.")
    ]
    clock: Annotated[
        Literal["rebase", "carry"],
        Field(description="Each schedule at its own height, or going on from the one before."),
    ] = "rebase"

    @property
    @override
    def children(self) -> SequenceOf[Schedule]:
        return self.schedules

    @field_validator("boundaries")
    @classmethod
    def _one_fewer_than_schedules(cls, boundaries: list[int], info: ValidationInfo) -> list[int]:
        return one_fewer(boundaries, info.data.get("schedules"))

    @model_validator(mode="after")
    def _carried_schedules_start_above_zero(self) -> Self:
        if self.clock == "carry" and not all(_first_rate(child) for child in self.schedules[1:]):
            rule = "with `clock` carry every schedule but the first must start above 0"
            raise FieldError("clock", rule)
        return self

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        factors = zip(self.schedules, self._factors(), strict=True)
        parts = [partial(_scaled, child, factor) for child, factor in factors]
        return in_turn(parts, self.boundaries, steps, "float64")

    @override
    def turns(self, first: int) -> Turns:
        return turns_in_sequence(self.schedules, self.boundaries, first)

    @override
    def cautions(self, last_step: int) -> SequenceOf[Caution]:
        ends = [*self.boundaries, last_step + 1]
        parts = zip(self.schedules, [0, *self.boundaries], ends, strict=True)
        return [
            caution
            for child, start, end in parts
            if start <= last_step
            for caution in child.cautions(min(last_step, end - 1) - start)
        ]

    def _factors(self) -> list[float]:
        factors = [1.0] * len(self.schedules)
        if self.clock == "rebase":
            return factors
        lengths = np.diff([0, *self.boundaries])
        for turn, length in enumerate(lengths):
            reached = factors[turn] * at_home(self.schedules[turn], np.array([length])).item()
            factors[turn + 1] = reached / _first_rate(self.schedules[turn + 1])
        return factors


def in_turn(
    parts: SequenceOf[Callable[[StepArray], FloatArray]],
    boundaries: SequenceOf[int],
    steps: StepArray,
    dtype: Precision,
) -> FloatArray:
    """Return what each part makes of the steps since its boundary; the first has none."""
    turns = pairwise([0, *boundaries, _END])
    here = [(start <= steps) & (steps < end) for start, end in turns]
    since = [partial(_since, *each) for each in zip(parts, [0, *boundaries], strict=True)]
    # The steps in float64, whose type np.piecewise gives the rates as well.
    return np.piecewise(steps.astype(np.float64), here, since).astype(dtype)


def _since(part: Callable[[StepArray], FloatArray], start: int, steps: FloatArray) -> FloatArray:
    return part(steps.astype(np.int64) - start)


def _scaled(child: Schedule, factor: float, steps: StepArray) -> FloatArray:
    return factor * at_home(child, steps)


def turns_in_sequence(
    schedules: SequenceOf[Schedule], boundaries: SequenceOf[int], first: int
) -> Turns:
    """Yield the turns of schedules that follow on each other, each counting from its boundary."""
    for schedule, start, end in zip(schedules, [0, *boundaries], [*boundaries, inf], strict=True):
        joint: What = "joint"
        for inside in delayed(start, schedule.turns(max(first - start, 1))):
            if inside.step >= end:
                # A climb that ends where the next schedule begins is that schedule's warmup.
                joint = "warmup_end" if inside == (end, "warmup_end") else joint
                break
            yield inside
        if first <= end < inf:
            yield Turn(int(end), joint)


def _first_rate(schedule: Schedule) -> float:
    return at_home(schedule, _START).item()
