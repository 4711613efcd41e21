"""A schedule as functions of the step: one for itself, one for each schedule inside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np
from pydantic import SkipValidation
from typing_extensions import override

from lehr.dialects.torch.rule import Recurrent, never_negative, settled
from lehr.schedules import FloatArray, Precision, Schedule, Sequence, StepArray
from lehr.schedules.combinator import Joint, Wrapper

from .node import Argument
from .tracing import Traced, called, traced

MAIN: Final = "learning_rate"
"""The function of the schedule itself."""


@dataclass(frozen=True)
class Function:
    """A rate as a graph, under a name."""

    name: str
    told: str
    """What the function computes, in the words of the catalogue."""
    graph: Argument


Program: TypeAlias = list[Function]
"""Functions in an order in which each calls only those before it; the last is `MAIN`."""


class StandIn(Schedule):
    """Stands inside a combinator for another schedule, and is a call where a step is traced."""

    kind: Literal["stand_in"] = "stand_in"
    name: str
    schedule: SkipValidation[Schedule]

    @override
    def compute(self, steps: StepArray | Traced, arithmetic: Precision) -> Any:
        home = self.schedule.arithmetic
        if isinstance(steps, Traced):
            return called(self.name, steps, home)
        return self.schedule.compute(steps, home)


def program(schedule: Schedule, arithmetic: Precision) -> Program:
    """Return the functions of a schedule, the outermost computing in `arithmetic`.

    Raises TypeError where its arithmetic is more than a formula of the step.
    """
    return [*_functions(schedule, arithmetic, MAIN, _names())]


def _functions(
    schedule: Schedule, arithmetic: Precision, name: str, names: Iterator[int]
) -> Iterator[Function]:
    stand_ins = [
        StandIn(name=f"{_identifier(child.kind)}_{next(names)}", schedule=child)
        for child in _parts(schedule)
    ]
    for one in stand_ins:
        yield from _functions(one.schedule, one.schedule.arithmetic, one.name, names)
    graph = _graph(_with(schedule, stand_ins), arithmetic)
    yield Function(name, f"{schedule.title}: {type(schedule).formula}.", graph)


def _names() -> Iterator[int]:
    yield from range(1, 1000)


def _identifier(kind: str) -> str:
    return re.sub(r"\W", "_", kind).lower()


def _parts(schedule: Schedule) -> list[Schedule]:
    is_made_of_others = isinstance(schedule, Wrapper | Joint | Sequence)
    return [*schedule.children] if is_made_of_others else []


def _with(schedule: Schedule, children: list[StandIn]) -> Schedule:
    match schedule:
        case Wrapper():
            return schedule.model_copy(update={"schedule": children[0]})
        case Joint() | Sequence():
            return schedule.model_copy(update={"schedules": children})
        case _:
            return schedule


def _graph(schedule: Schedule, arithmetic: Precision) -> Argument:
    match schedule:
        case Recurrent():
            return traced(lambda steps: closed_form(schedule, steps))
        case _:
            return traced(lambda steps: schedule.compute(steps, arithmetic))


def closed_form(schedule: Recurrent, steps: StepArray) -> FloatArray:
    """Return the rates of a scheduler of torch, each from the parameters alone."""
    t = settled(steps, schedule.last_change).astype(np.float64)
    return never_negative(schedule.closed(schedule.base_rate, t))
