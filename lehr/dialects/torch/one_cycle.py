"""`torch.optim.lr_scheduler.OneCycleLR`."""

from collections.abc import Sequence
from math import pi
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator
from typing_extensions import override

from lehr.errors import FieldError
from lehr.schedules import Caution, FloatArray, StepArray
from lehr.schedules.turns import Turns, What, since, turn

from .parameters import Anneal, BaseMomentum, CycleMomentum, MaxMomentum
from .rule import FARTHEST, Direct

_Count = Annotated[int, Field(ge=1, le=FARTHEST)]
_Factor = Annotated[float, Field(gt=0)]


class OneCycleLR(Direct):
    """Up to `max_lr` and down to almost nothing (Smith and Topin 2019), in `total_steps` steps.

    From `total_steps` on, where torch first leaves the curve and then fails, the last rate stays.
    """

    family: ClassVar = "one_cycle"
    title: ClassVar = "One cycle, torch"
    formula: ClassVar = (
        "from max_lr / div_factor to max_lr at step pct_start * total_steps - 1, "
        "then to max_lr / div_factor / final_div_factor at step total_steps - 1"
    )
    example: ClassVar = {"max_lr": 0.1, "total_steps": 1000}

    kind: Literal["torch.OneCycleLR"] = "torch.OneCycleLR"
    max_lr: Annotated[float, Field(ge=0, description="The rate at the peak.")]
    total_steps: Annotated[
        _Count | None,
        Field(description="Steps of the cycle; `epochs` times `steps_per_epoch` if not given."),
    ] = None
    epochs: Annotated[_Count | None, Field(description="Epochs of the cycle.")] = None
    steps_per_epoch: Annotated[_Count | None, Field(description="Steps of an epoch.")] = None
    pct_start: Annotated[
        float, Field(ge=0, le=1, description="The part of the steps on which the rate rises.")
    ] = 0.3
    anneal_strategy: Anneal = "cos"
    cycle_momentum: CycleMomentum = True
    base_momentum: BaseMomentum = 0.85
    max_momentum: MaxMomentum = 0.95
    div_factor: Annotated[_Factor, Field(description="`max_lr` over the initial rate.")] = 25.0
    final_div_factor: Annotated[
        _Factor, Field(description="The initial rate over the final one.")
    ] = 1e4
    three_phase: Annotated[
        bool, Field(description="Fall to the initial rate as fast as it rose, then to the final.")
    ] = False

    @model_validator(mode="after")
    def _phases_have_a_length(self) -> Self:
        if self.total_steps is None and not (self.epochs and self.steps_per_epoch):
            rule = "`total_steps`, or `epochs` and `steps_per_epoch`, is required"
            raise FieldError("total_steps", rule)
        rise = self.pct_start * self._total
        if rise == 1:
            rule = "`pct_start` times the steps must not be 1: torch divides by 0"
            raise FieldError("pct_start", rule)
        if self.three_phase and rise > 1 and 2 * rise - 2 >= self._total - 1:
            rule = "`pct_start` must be <= 0.5, so that there is a third phase"
            raise FieldError("pct_start", rule)
        return self

    @override
    def initial_rate(self, base: float, *, first: bool) -> float:
        return self.max_lr / self.div_factor

    @override
    def closed(self, base: float, t: FloatArray) -> FloatArray:
        t = np.minimum(t, self._total - 1)
        ends, rates = self._phases()
        phase = np.searchsorted(ends[1:-1], t, side="left")
        progress = (t - _chosen(ends, phase)) / _chosen(np.diff(ends), phase)
        if self.anneal_strategy == "linear":
            return _chosen(np.diff(rates), phase) * progress + _chosen(rates, phase)
        drops = (rates[:-1] - rates[1:]) / 2.0
        wave: FloatArray = np.cos(pi * progress) + 1
        return _chosen(rates[1:], phase) + _chosen(drops, phase) * wave

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        if last_step < self._total:
            return ()
        rule = f"the cycle ends with step {self._total - 1}: torch fails where the last rate stays"
        return (Caution("past-the-end", rule),)

    @property
    def _total(self) -> int:
        return self.total_steps or (self.epochs or 0) * (self.steps_per_epoch or 0)

    @override
    def turns(self, first: int) -> Turns:
        fallen: list[What] = ["boundary"] if self.three_phase else []
        ends, _ = self._phases()
        return since(first, *map(turn, ends[1:].tolist(), ["warmup_end", *fallen, "end"]))

    def _phases(self) -> tuple[FloatArray, FloatArray]:
        """Return the steps at which phases meet, the start and the end among them, and rates there.

        Phases without a step are left out, as torch passes them by.
        """
        initial = self.max_lr / self.div_factor
        rise, last = self.pct_start * self._total, self._total - 1.0
        ends, rates = [rise - 1, last], [self.max_lr, initial / self.final_div_factor]
        if self.three_phase:
            ends, rates = [rise - 1, 2 * rise - 2, last], [self.max_lr, initial, rates[1]]
        return np.array([0.0, *ends]), np.array([initial, *rates])


def _chosen(numbers: FloatArray, phases: StepArray) -> FloatArray:
    return np.take_along_axis(numbers, phases, 0)
