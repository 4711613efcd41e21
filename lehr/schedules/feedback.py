"""Schedules that answer to a metric: pure functions of a state that can be kept as JSON."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from pydantic import ConfigDict, TypeAdapter
from typing_extensions import override

from lehr.errors import InvalidRequest, Violation

from .base import Caution, FloatArray, Precision, Schedule, StepArray
from .turns import Turn, Turns


@dataclass(frozen=True, slots=True)
class State:
    """All that a schedule remembers of the epochs that it has seen."""

    __pydantic_config__: ClassVar = ConfigDict(ser_json_inf_nan="strings")

    learning_rate: float
    """The rate of the epoch to come."""
    reference: float | None = None
    """The metric that the next one is compared with; None before there is one."""
    waited: int = 0
    """Epochs without improvement that count against the patience."""
    resting: int = 0
    """Epochs to come that do not count."""
    reductions: int = 0
    """Reductions since the start, or since the rate was last raised."""
    mean: float = 0.0
    """The mean of the metrics that wait to be judged together."""
    gathered: int = 0
    """How many these are."""


STATE: Final = TypeAdapter(State)
"""Writes and reads states as JSON, NaN and infinity included."""


class Feedback(Schedule):
    """A learning rate for every epoch, decided by the parameters and the metrics before it.

    Deterministic: the same state and metric always give the same state, so that training can go on
    from a state that was kept.
    """

    feedback: ClassVar[bool] = True

    @abstractmethod
    def begin(self) -> State:
        """Return the state before the first epoch."""

    @abstractmethod
    def observe(self, state: State, metric: float) -> State:
        """Return the state after an epoch that ended with `metric`, which may be NaN."""

    def rate(self, state: State) -> float:
        """Return the learning rate of the epoch to come."""
        return state.learning_rate

    def replay(self, metric: Iterable[float], dtype: Precision | None = None) -> FloatArray:
        """Return, for each epoch, the rate that it was trained with: before its metric was known.

        Raises InvalidRequest, naming the first such epoch, where the rate is not finite.
        """
        rates, state = [], self.begin()
        for value in metric:
            rates.append(self.rate(state))
            state = self.observe(state, value)
        with np.errstate(over="ignore"):
            trace = np.array(rates).astype(dtype or self.arithmetic)
        _refuse_overflow(trace)
        return trace

    def changes(self, rates: FloatArray) -> Turns:
        """Yield the turns of a replay: a boundary at each reduction, a restart at each raise."""
        ways = np.diff(rates)
        for epoch in np.flatnonzero(ways).tolist():
            yield Turn(epoch + 1, "boundary" if ways[epoch] < 0 else "restart")

    def cautions_on(self, metric: Sequence[float]) -> Sequence[Caution]:
        """Return what to know about a replay of `metric`."""
        del metric
        return ()

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        rule = f"`{self.kind}` answers to a metric: `metric` must hold its value after each epoch"
        raise InvalidRequest([Violation("/metric", rule)])


def _refuse_overflow(rates: FloatArray) -> None:
    finite = np.isfinite(rates)
    if not finite.all():
        epoch = int(finite.argmin())
        rule = f"at epoch {epoch} it is not a finite {rates.dtype}"
        raise InvalidRequest([Violation("", f"the learning rate must be finite; {rule}")])
