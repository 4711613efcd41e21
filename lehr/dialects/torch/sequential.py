"""`torch.optim.lr_scheduler.SequentialLR`."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, field_validator, model_validator
from typing_extensions import override

from lehr.errors import FieldError
from lehr.schedules import FloatArray, Schedule
from lehr.schedules.combinator import Combinator
from lehr.schedules.sequence import turns_in_sequence
from lehr.schedules.turns import Turns

from .children import Child, base_rates, refuse_shared
from .rule import FARTHEST, Optimized, Recurrent
from .updates import Updates


class SequentialRule(Combinator, Recurrent):
    """One scheduler after the other; from its milestone on each counts from 0.

    At its milestone a scheduler sets the rate from its base rate by the closed form, and goes on
    from there step by step. The schedulers are made in the order of the list.
    """

    family: ClassVar = "sequence"
    title: ClassVar = "Sequence, torch"
    formula: ClassVar = "schedulers[i](step - milestones[i - 1]) from milestones[i - 1] on"
    example: ClassVar = {
        "schedulers": [
            {"kind": "torch.LinearLR", "start_factor": 0.1, "total_iters": 100},
            {"kind": "torch.CosineAnnealingLR", "T_max": 900},
        ],
        "milestones": [100],
    }

    kind: Literal["torch.SequentialLR"] = "torch.SequentialLR"
    schedulers: Annotated[
        list[Child], Field(min_length=1, description="Schedulers of torch, without `lr`.")
    ]
    milestones: Annotated[
        list[Annotated[int, Field(ge=1, le=FARTHEST)]],
        Field(description="Steps at which the next scheduler takes over: one fewer than these."),
    ]

    @field_validator("milestones")
    @classmethod
    def _increasing(cls, milestones: list[int]) -> list[int]:
        if any(after <= before for before, after in pairwise(milestones)):
            raise ValueError("`milestones` must increase")
        return milestones

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.milestones) != len(self.schedulers) - 1:
            rule = f"`milestones` must be one fewer than the {len(self.schedulers)} `schedulers`"
            raise FieldError("milestones", rule)
        refuse_shared(self.schedulers)
        return self

    @property
    @override
    def children(self) -> Sequence[Schedule]:
        return self.schedulers

    @property
    @override
    def last_change(self) -> int | None:
        last = self.schedulers[-1].last_change
        return None if last is None else self._starts[-1] + last

    @override
    def initial_rate(self, base: float, *, first: bool) -> float:
        return base_rates(self.schedulers, base)[1]

    @override
    def first_rate(self, base: float) -> float:
        return base_rates(self.schedulers, base)[1]

    @override
    def updates(self, base: float, first: int, last: int) -> Updates:
        bases, _ = base_rates(self.schedulers, base)
        ends = [*self.milestones, last + 1]
        parts = [
            self._part(index, bases[index], max(first, start), min(last, end - 1))
            for index, (start, end) in enumerate(zip(self._starts, ends, strict=True))
            if start <= last and end > first
        ]
        return Updates.joined(parts)

    @override
    def closed(self, base: float, t: FloatArray) -> FloatArray:
        acting = np.searchsorted(self.milestones, t, side="right")
        indices = range(len(self.schedulers))
        parts = [partial(self._closed_of, index, base) for index in indices]
        return np.piecewise(t, [acting == index for index in indices], parts)

    @property
    def _starts(self) -> list[int]:
        return [0, *self.milestones]

    @override
    def turns(self, first: int) -> Turns:
        return turns_in_sequence(self.schedulers, self.milestones, first)

    def _part(self, index: int, base: float, first: int, last: int) -> Updates:
        """Return the updates of one scheduler, which acts from `first` to `last`."""
        rule, start = self.schedulers[index], self._starts[index]
        if index == 0 or first > start:
            return rule.updates(base, first - start, last - start).later(start)
        parts = [rule.restarted(base), rule.updates(base, 1, last - start)]
        return Updates.joined(parts).later(start)

    def _closed_of(self, index: int, base: float, t: FloatArray) -> FloatArray:
        rule, start = self.schedulers[index], self._starts[index]
        found = base_rates(self.schedulers, base)[0][index]
        if rule.carries and index > 0:
            found = self.closed(base, np.array([start - 1.0])).item()
        return rule.closed(found, t - start)


class SequentialLR(Optimized, SequentialRule):
    """Schedulers of torch one after the other, computed step by step."""

    example: ClassVar = {**SequentialRule.example, "lr": 0.1}
