"""Schedules of which a metric chooses the one in force."""

from collections.abc import Iterable
from collections.abc import Sequence as SequenceOf
from dataclasses import dataclass, replace
from functools import partial
from math import inf
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import FloatArray, Schedule, StepArray
from .combinator import Combinator, at_home
from .feedback import Feedback
from .nesting import Nested
from .plateau import Cooldown, MinDelta, Mode, Patience, PlateauState, Rules, improves, judged
from .turns import Turn, Turns, before


@dataclass(frozen=True, kw_only=True)
class ChangeState(PlateauState):
    """What is remembered of plateaus, and what they led to."""

    turn: int = 0
    """The index of the schedule in force."""


class ChangeOnPlateau(Feedback[ChangeState], Combinator):
    """lr(t) = s_k(t), k the number of plateaus before the epoch of step t; the last schedule stays.

    Each schedule sees the step of the training, not the steps since its turn began: what is chosen
    is a curve among several, as with LRBench's callback of this name. To go back to an earlier
    schedule, name it again.
    """

    title: ClassVar = "Change of schedule on plateaus"
    formula: ClassVar = "schedules[plateaus so far](step)"
    example: ClassVar = {
        "schedules": [
            {
                "kind": "cyclic_triangular",
                "initial_learning_rate": 0.01,
                "maximal_learning_rate": 0.1,
                "up_steps": 5,
            },
            {"kind": "constant", "learning_rate": 0.01},
            {"kind": "constant", "learning_rate": 0.001},
        ],
        "patience": 5,
    }

    kind: Literal["change_on_plateau"] = "change_on_plateau"
    schedules: Annotated[
        list[Nested], Field(min_length=2, description="What follows on each other at plateaus.")
    ]
    patience: Patience = 5
    mode: Mode = "min"
    min_delta: MinDelta = 0.05
    cooldown: Cooldown = 5

    @property
    @override
    def children(self) -> SequenceOf[Schedule]:
        return self.schedules

    @override
    def begin(self) -> ChangeState:
        return ChangeState()

    @override
    def observe(self, state: ChangeState, metric: float) -> ChangeState:
        better = partial(improves, mode=self.mode, min_delta=self.min_delta)
        return judged(state, metric, Rules(self.patience, self.cooldown, better, self._next))

    @override
    def follow(
        self, states: Iterable[ChangeState], epochs: StepArray, steps: StepArray
    ) -> FloatArray:
        turns = np.fromiter((state.turn for state in states), np.int64)
        rates = np.empty(steps.shape)
        for turn, child in enumerate(self.schedules):
            here = turns[epochs] == turn
            rates[here] = at_home(child, steps[here])
        return rates

    @override
    def turns_on(self, metric: SequenceOf[float], length: int) -> Turns:
        turns = np.array([state.turn for state in self.states(metric)])
        changes = (np.flatnonzero(np.diff(turns)) + 1).tolist()
        for first, end in zip([0, *changes], [*changes, inf], strict=True):
            if first:
                yield Turn(first * length, "joint")
            inside = self.schedules[turns[first]].turns(first * length + 1)
            yield from before(end * length, inside)

    def _next(self, state: ChangeState) -> ChangeState:
        return replace(state, turn=min(state.turn + 1, len(self.schedules) - 1))
