"""What a job's range tests have found."""

from collections.abc import Sequence
from typing import Any, Final, Self
from uuid import UUID

import numpy as np

from .history import StepRecord
from .lifecycle import Status
from .range_test import BETA, smoothed, stop_index
from .record import Record
from .records import Run
from .suggestions import BEGINNING, END, RULES, RangeCurve

METHOD: Final = {
    "smoothed": f"exponential mean of the losses with beta {BETA}, corrected for its beginning",
    "stopped_at": "where the smoothed loss is not finite or exceeds stop_factor x its best",
    "looked_at": f"the updates before the stop without the first 1/{BEGINNING} and the last {END}",
    **{name: rule.definition for name, rule in RULES.items()},
}
"""How every number comes about."""


class RangeTestRun(Record):
    """One run's range test, update by update."""

    id: UUID
    parameters: dict[str, Any]
    seed: int
    learning_rates: list[float]
    losses: list[float]
    """Of each update's own batch, before the update."""
    smoothed: list[float]
    stopped_at: int | None
    """Index of the first update that is too far; null where the test came to its end."""
    suggestions: dict[str, float | None]
    """A rate by the name of each rule; null where the curve has none."""
    reasons: dict[str, str]
    """Why a rule suggests nothing, by its name."""

    @classmethod
    def of(cls, run: Run, steps: Sequence[StepRecord], stop_factor: float) -> Self:
        """Look at the updates that a run has kept so far."""
        losses = [step.loss for step in steps]
        rates = [step.learning_rate for step in steps]
        means = smoothed(losses)
        stopped_at = stop_index(means, stop_factor)
        curve = RangeCurve.of(np.array(rates), means, stopped_at)
        suggestions = {name: rule.suggest(curve) for name, rule in RULES.items()}
        return cls(
            id=run.id,
            parameters=run.parameters,
            seed=run.seed,
            learning_rates=rates,
            losses=losses,
            smoothed=means.tolist(),
            stopped_at=stopped_at,
            suggestions=suggestions,
            reasons={
                name: RULES[name].absence for name, rate in suggestions.items() if rate is None
            },
        )


class RangeTests(Record):
    """The range tests of a job's first runs, or of one."""

    id: UUID
    status: Status
    runs: list[RangeTestRun]
    method: dict[str, str]
