"""What timm's falls with restarts refuse, and what whoever reads their rates should know."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final, Self

import numpy as np
from pydantic import model_validator
from typing_extensions import override

from lehr.schedules import Caution

from .cycles import Cycles
from .scheduler import Scheduled

_MOST_RESTARTS: Final = 1000
"""So many restarts are looked at for their step."""


class Restarting(Scheduled, Cycles):
    """Cycles with a warmup before them or over the first of them, and noise."""

    @model_validator(mode="after")
    def _warmup_within(self) -> Self:
        if self.warmup_t - self.offset > self.end:
            rule = f"must be <= {self.end:g}, where all cycles have ended, or `warmup_prefix` true"
            raise ValueError(f"`warmup_t` {rule}; received {self.warmup_t}")
        return self

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        return [*self._late_restarts(last_step), *self._beyond_all_cycles(last_step)]

    def _late_restarts(self, last_step: int) -> Iterator[Caution]:
        steps = np.array([*self._restarts(last_step - self.offset)], dtype=np.float64)
        late = steps[self.cycle(steps) < np.arange(1, len(steps) + 1)]
        if len(late):
            where = f"first at step {int(late[0]) + self.offset}, which ends the cycle before"
            rule = f"timm's logarithm is a step late for {len(late)} of the restarts"
            yield Caution("late-restart", f"{rule}, {where}")

    def _restarts(self, last: int) -> Iterator[int]:
        """Yield the steps at which cycles after the first begin, up to `last`, by their lengths."""
        start, length = 0.0, float(self.t_initial)
        for _ in range(min(self.cycle_limit - 1, _MOST_RESTARTS)):
            start, length = start + length, length * self.cycle_mul
            if start > last:
                return
            yield ceil(start)

    def _beyond_all_cycles(self, last_step: int) -> Iterator[Caution]:
        if self.cycle_mul < 1 and last_step >= (end := self._beyond()):
            rule = f"timm fails from step {end} on, by the logarithm of a number that is not > 0"
            yield Caution("past-the-end", f"{rule}; here the rate stays at `lr_min`")

    def _beyond(self) -> int:
        """Return the step before which endlessly many ever shorter cycles would fit."""
        return max(ceil(self.t_initial / (1 - self.cycle_mul)) + self.offset, self.warmup_t)
