"""A schedule that a metric scales."""

from collections.abc import Iterable
from collections.abc import Sequence as SequenceOf
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator
from typing_extensions import override

from .base import FloatArray, Schedule, StepArray
from .combinator import Wrapper
from .feedback import EpochRate, Feedback, RateState
from .nesting import NestedFeedback
from .turns import Turns, merged


class ScaleByFeedback(Feedback[RateState], Wrapper):
    """lr(t) = s(t) r(e) / r(0), r(e) the rate of the feedback schedule in the epoch e of step t.

    So a plateau lowers what a warmup and a cosine give, as thinc's `plateau` and
    `optax.contrib.reduce_on_plateau` do. The schedule goes on counting whatever the metric does;
    the bounds of the feedback schedule bound its own rate, and so the factor alone.
    """

    title: ClassVar = "Schedule scaled by feedback"
    formula: ClassVar = "schedule(step) * feedback(metrics) / feedback's first rate"
    example: ClassVar = {
        "schedule": {
            "kind": "warmup",
            "steps": 5,
            "schedule": {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 100},
        },
        "feedback": {
            "kind": "reduce_on_plateau",
            "initial_learning_rate": 1.0,
            "factor": 0.5,
            "patience": 5,
        },
    }

    kind: Literal["scale_by_feedback"] = "scale_by_feedback"
    feedback: Annotated[
        NestedFeedback,
        Field(description="What the schedule is multiplied by: its rate over its first rate."),
    ]

    @field_validator("feedback")
    @classmethod
    def _starts_above_zero(cls, feedback: EpochRate) -> EpochRate:
        if feedback.begin().learning_rate == 0:
            raise ValueError("`feedback` must start above 0, for its rate is divided by the first")
        return feedback

    @property
    @override
    def children(self) -> SequenceOf[Schedule]:
        return (self.schedule, self.feedback)

    @property
    @override
    def monitored(self) -> tuple[str, str] | None:
        if self.feedback.monitored is None:
            return None
        pointer, name = self.feedback.monitored
        return f"/feedback{pointer}", name

    @override
    def begin(self) -> RateState:
        state: RateState = self.feedback.begin()
        return state

    @override
    def observe(self, state: RateState, metric: float) -> RateState:
        after: RateState = self.feedback.observe(state, metric)
        return after

    @override
    def turns_on(self, metric: SequenceOf[float], length: int) -> Turns:
        return merged([self.schedule.turns(1), self.feedback.turns_on(metric, length)])

    @override
    def follow(
        self, states: Iterable[RateState], epochs: StepArray, steps: StepArray
    ) -> FloatArray:
        multipliers = np.fromiter(map(self.feedback.multiplier, states), np.float64)
        return self.inner(steps) * multipliers[epochs]
