"""Schedules that answer to a metric: pure functions of a state that can be kept as JSON."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Generic, Self

import numpy as np
from pydantic import ConfigDict, TypeAdapter
from typing_extensions import TypeVar, override

from lehr.errors import InvalidRequest, Violation

from .base import Caution, FloatArray, Precision, Schedule, StepArray, refuse_overflow
from .turns import Turn, Turns


@dataclass(frozen=True, kw_only=True)
class State:
    """All that a schedule remembers of the epochs that it has seen.

    A kind that remembers more than another has a state of its own, of values that JSON has.
    """

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid", ser_json_inf_nan="strings")

    @classmethod
    @cache
    def _adapter(cls) -> TypeAdapter[Any]:
        return TypeAdapter(cls)

    @classmethod
    def from_json(cls, document: bytes | str) -> Self:
        """Return the state that `as_json` wrote, to the bit."""
        state: Self = cls._adapter().validate_json(document)
        return state

    def as_json(self) -> bytes:
        """Return JSON, in which NaN and infinity are strings."""
        return self._adapter().dump_json(self)


@dataclass(frozen=True, kw_only=True)
class RateState(State):
    """The state of a schedule whose rate holds for a whole epoch."""

    learning_rate: float
    """The rate of the epoch to come."""


# A default, so that `Feedback` alone means one of any state.
StateT = TypeVar("StateT", bound=State, default=Any)
RateStateT = TypeVar("RateStateT", bound=RateState, default=Any)


class Feedback(Schedule, Generic[StateT]):
    """A learning rate that is decided by the parameters, the step and the metrics before its epoch.

    Deterministic: the same state and metric always give the same state, so that training can go on
    from a state that was kept.
    """

    @property
    def monitored(self) -> tuple[str, str] | None:
        """The metric that the schedule names itself, behind the pointer to where; None for none."""
        return None

    @abstractmethod
    def begin(self) -> StateT:
        """Return the state before the first epoch."""

    @abstractmethod
    def observe(self, state: StateT, metric: float) -> StateT:
        """Return the state after an epoch that ended with `metric`, which may be NaN."""

    def states(self, metric: Iterable[float]) -> Iterator[StateT]:
        """Yield the state that each epoch is trained in: before its metric is known."""
        state = self.begin()
        for value in metric:
            yield state
            state = self.observe(state, value)

    @abstractmethod
    def follow(self, states: Iterable[StateT], epochs: StepArray, steps: StepArray) -> FloatArray:
        """Return the unchecked rate at each of `steps`, as float64.

        `epochs` holds the epoch that each step lies in, `states` the state that each epoch from
        the first on is trained in.
        """

    @abstractmethod
    def turns_on(self, metric: Sequence[float], length: int) -> Turns:
        """Yield the turns of the curve of a training that measures `metric`.

        They are counted in what the schedule counts, of which an epoch has `length`.
        """

    def cautions_on(self, metric: Sequence[float]) -> Sequence[Caution]:
        """Return what to know about a training that measures `metric`."""
        answering = (child for child in self.children if isinstance(child, Feedback))
        return [caution for child in answering for caution in child.cautions_on(metric)]

    def rates_in(
        self, state: StateT, steps: StepArray, dtype: Precision | None = None
    ) -> FloatArray:
        """Return the learning rates at `steps` of the epoch that is trained in `state`.

        Raises InvalidRequest, naming the first such step, where a rate is not finite.
        """
        rates = self._rates([state], np.zeros_like(steps), steps, dtype)
        with np.errstate(all="ignore"):
            refuse_overflow(rates, steps, "step")
        return rates

    def trace(
        self,
        metric: Sequence[float],
        epochs: StepArray,
        steps: StepArray,
        dtype: Precision | None = None,
    ) -> FloatArray:
        """Return the rates at `steps`, each in its epoch of a training that measures `metric`.

        Raises InvalidRequest, naming the first such epoch, where a rate is not finite.
        """
        rates = self._rates(self.states(metric), epochs, steps, dtype)
        with np.errstate(all="ignore"):
            refuse_overflow(rates, epochs, "epoch")
        return rates

    def replay(self, metric: Sequence[float], dtype: Precision | None = None) -> FloatArray:
        """Return the rate of each epoch, where steps are epochs: before its metric was known."""
        epochs = np.arange(len(metric))
        return self.trace(metric, epochs, epochs, dtype)

    def resume(self, document: bytes | str) -> StateT:
        """Return the state that was kept as JSON; raises ValidationError for another kind's."""
        return type(self.begin()).from_json(document)

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        rule = f"`{self.kind}` answers to a metric: `metric` must hold its value after each epoch"
        raise InvalidRequest([Violation("/metric", rule)])

    def _rates(
        self,
        states: Iterable[StateT],
        epochs: StepArray,
        steps: StepArray,
        dtype: Precision | None,
    ) -> FloatArray:
        with np.errstate(all="ignore"):
            return self.follow(states, epochs, steps).astype(dtype or self.arithmetic)


class EpochRate(Feedback[RateStateT], Generic[RateStateT]):
    """A learning rate that holds for an epoch, decided by the metrics before it alone."""

    def multiplier(self, state: RateStateT) -> float:
        """Return the rate of the epoch to come as a multiple of the first, which must not be 0."""
        return state.learning_rate / self.begin().learning_rate

    @override
    def follow(
        self, states: Iterable[RateStateT], epochs: StepArray, steps: StepArray
    ) -> FloatArray:
        return np.fromiter((state.learning_rate for state in states), np.float64)[epochs]

    @override
    def turns_on(self, metric: Sequence[float], length: int) -> Turns:
        """Yield a boundary at each reduction, a restart at each raise."""
        ways = np.diff(self.replay(metric))
        for epoch in np.flatnonzero(ways).tolist():
            yield Turn((epoch + 1) * length, "boundary" if ways[epoch] < 0 else "restart")
