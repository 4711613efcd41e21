"""What schedules share that wait for a metric to improve no more."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isnan
from typing import Annotated, Final, Generic, Literal, NamedTuple, Self, TypeAlias, TypeVar

from pydantic import Field

from .feedback import RateState, State

MOST_EPOCHS: Final = 10**6
"""As many as a training may have."""

Factor: TypeAlias = Annotated[
    float, Field(ge=0, lt=1, description="What the rate is multiplied by on a plateau.")
]
Mode: TypeAlias = Annotated[
    Literal["min", "max"], Field(description="Whether lower or higher metrics are better.")
]
MinDelta: TypeAlias = Annotated[
    float, Field(ge=0, description="A change of the metric that is no greater is no improvement.")
]
Patience: TypeAlias = Annotated[
    int,
    Field(ge=1, le=MOST_EPOCHS, description="So many epochs without improvement are a plateau."),
]
Cooldown: TypeAlias = Annotated[
    int,
    Field(ge=0, le=MOST_EPOCHS, description="Epochs after a change of the rate that do not count."),
]
MinLearningRate: TypeAlias = Annotated[
    float, Field(ge=0, description="The rate is not reduced below this.")
]


@dataclass(frozen=True, kw_only=True)
class PlateauState(State):
    """What is remembered to tell a plateau."""

    reference: float | None = None
    """The metric that the next one is compared with; None before there is one."""
    waited: int = 0
    """Epochs without improvement that count against the patience."""
    resting: int = 0
    """Epochs to come that do not count."""


@dataclass(frozen=True, kw_only=True)
class ReductionState(PlateauState, RateState):
    """What is remembered by a rate that changes on plateaus."""

    reductions: int = 0
    """Reductions since the start, or since the rate was last raised."""

    def reduced(self, learning_rate: float) -> Self:
        """Return the state after one more reduction."""
        return replace(self, learning_rate=learning_rate, reductions=self.reductions + 1)


PlateauStateT = TypeVar("PlateauStateT", bound=PlateauState)


class Rules(NamedTuple, Generic[PlateauStateT]):
    """How a library judges an epoch."""

    patience: int
    """So many epochs without improvement are a plateau, at least 1."""
    cooldown: int
    """So many epochs after a plateau do not count against the patience."""
    improves: Callable[[float, float | None], bool]
    """Whether a metric is better than the best before it, None for the first."""
    answer: Callable[[PlateauStateT], PlateauStateT]
    """Return what a plateau makes of the state: another rate, another schedule."""


def judged(state: PlateauStateT, metric: float, rules: Rules[PlateauStateT]) -> PlateauStateT:
    """Return the state after an epoch: the best so far, epochs waited, the plateau's answer."""
    better = rules.improves(metric, state.reference)
    seen = replace(
        state,
        reference=metric if better else state.reference,
        waited=0 if better or state.resting else state.waited + 1,
        resting=max(state.resting - 1, 0),
    )
    if seen.waited < rules.patience:
        return seen
    return replace(rules.answer(seen), waited=0, resting=rules.cooldown)


def improves(metric: float, best: float | None, *, mode: str, min_delta: float) -> bool:
    """Whether `metric` is better than `best` by more than `min_delta`; NaN never is."""
    if best is None:
        return not isnan(metric)
    return metric + min_delta < best if mode == "min" else metric - min_delta > best
