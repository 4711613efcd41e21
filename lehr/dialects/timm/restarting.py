"""The cycles of timm as it runs them: what it refuses, where they restart, what to know of it."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice, takewhile
from math import ceil
from typing import Final, NamedTuple, Self

import numpy as np
from pydantic import model_validator
from typing_extensions import override

from lehr.errors import FieldError
from lehr.schedules import Caution
from lehr.schedules.parameters import LAST_STEP
from lehr.schedules.turns import Turn, Turns, since, turn

from .cycles import Cycles
from .scheduler import Scheduled

_MOST_RESTARTS: Final = 100
"""So many restarts are looked at for their step."""


class Restart(NamedTuple):
    """The first step of a cycle but the first, and whether it should have been the step before."""

    step: int
    late: bool


class Restarting(Scheduled, Cycles):
    """Cycles with a warmup before them or over the first of them, and noise."""

    @model_validator(mode="after")
    def _warmup_within(self) -> Self:
        if self.warmup_t - self.offset > self.end:
            rule = f"must be <= {self.end:g}, where all cycles have ended, or `warmup_prefix` true"
            raise FieldError("warmup_t", f"`warmup_t` {rule}")
        return self

    @override
    def pieces(self, first: int) -> Turns:
        restarts = (Turn(restart.step, "restart") for restart in self._restarts(first))
        ends = [turn(self.end, "end")] if self.end <= LAST_STEP else []
        return chain(restarts, since(first, *ends))

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        return [*self._late_restarts(last_step), *self._beyond_all_cycles(last_step)]

    def _late_restarts(self, last_step: int) -> Iterator[Caution]:
        if self.cycle_mul == 1:
            return
        known = islice(self._restarts(1), _MOST_RESTARTS)
        past = takewhile(lambda restart: restart.step + self.offset <= last_step + 1, known)
        late = [restart.step + self.offset for restart in past if restart.late]
        if late:
            where = f"first at step {late[0] - 1}, which ends the cycle before"
            rule = f"timm's logarithm is a step late for {len(late)} of the restarts"
            yield Caution("late-restart", f"{rule}, {where}")

    def _restarts(self, first: int) -> Iterator[Restart]:
        """Yield the restarts from `first` on, on the decay's clock, while cycles take a step."""
        nearest = np.array([min(max(self.cycle(first), 1.0), self.cycle_limit)])
        grown = self.grown(nearest)
        start, length = self.starts(nearest, grown).item(), self.t_initial * grown.item()
        for cycle in range(int(nearest.item()), self.cycle_limit):
            if start > LAST_STEP or length < 1:
                return
            if (restart := self._restart(cycle, ceil(start))).step >= first:
                yield restart
            start, length = start + length, length * self.cycle_mul

    def _restart(self, cycle: int, step: int) -> Restart:
        late = self.cycle(step) < cycle
        return Restart(step + late, late)

    def _beyond_all_cycles(self, last_step: int) -> Iterator[Caution]:
        if self.cycle_mul < 1 and last_step >= (end := self._beyond()):
            rule = f"timm fails from step {end} on, by the logarithm of a number that is not > 0"
            yield Caution("past-the-end", f"{rule}; here the rate stays at `lr_min`")

    def _beyond(self) -> int:
        """Return the step before which endlessly many ever shorter cycles would fit."""
        return max(ceil(self.t_initial / (1 - self.cycle_mul)) + self.offset, self.warmup_t)
