"""Along and down, again and again."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import accumulate
from math import inf
from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from .base import FloatArray, Precision, Schedule, StepArray
from .constant import Constant
from .cooldown import Cooldown, WayDown
from .parameters import EndLearningRate, InitialLearningRate, StepCount
from .sequence import in_turn
from .shift import Shift
from .turns import Turn, Turns, before, delayed, since
from .warmup import Warmup


class WsdS(Schedule):
    """lr(t) in each period stays at lr0 times its multiplier and goes down in `decay_steps`.

    WSD-S (Wen et al. 2024, arXiv:2410.05192): every period ends in a checkpoint worth keeping, at
    its last step, and the next goes on at the full rate, without another warmup. After the last
    the rate stays.
    """

    title: ClassVar = "Warmup, stable, decay, simplified"
    formula: ClassVar = (
        "initial_learning_rate * step / warmup_steps, then in every period initial_learning_rate "
        "* multiplier, at its end down to end_learning_rate"
    )
    example: ClassVar = {
        "initial_learning_rate": 0.1,
        "warmup_steps": 50,
        "period_lengths": [300, 300, 400],
        "decay_steps": 60,
    }

    kind: Literal["wsd_s"] = "wsd_s"
    initial_learning_rate: InitialLearningRate
    warmup_steps: Annotated[StepCount, Field(description="Steps of the climb, in period 0.")]
    decay_steps: Annotated[StepCount, Field(description="Steps of the way down, in each period.")]
    period_lengths: Annotated[
        list[StepCount],
        Field(min_length=1, max_length=256, description="Steps of each period, its ends included."),
    ]
    multipliers: Annotated[
        list[Annotated[float, Field(ge=0)]] | None,
        Field(description="What each period's full rate is multiplied by; null for 1."),
    ] = None
    end_learning_rate: EndLearningRate = 0
    shape: WayDown = "linear"

    @field_validator("period_lengths")
    @classmethod
    def _stages_fit(cls, lengths: list[int], info: ValidationInfo) -> list[int]:
        warmup, decay = info.data.get("warmup_steps", 0), info.data.get("decay_steps", 0)
        if min(lengths) < decay:
            raise ValueError(f"no period may be shorter than `decay_steps`, {decay}")
        if lengths[0] < warmup + decay:
            rule = "the first period must hold `warmup_steps` and `decay_steps`"
            raise ValueError(f"{rule}, {warmup} and {decay}")
        return lengths

    @field_validator("multipliers")
    @classmethod
    def _one_for_each(
        cls, multipliers: list[float] | None, info: ValidationInfo
    ) -> list[float] | None:
        lengths = info.data.get("period_lengths")
        if multipliers is not None and lengths and len(multipliers) != len(lengths):
            raise ValueError(f"`multipliers` must be as many as the {len(lengths)} periods")
        return multipliers

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        parts = [partial(period.compute, arithmetic=arithmetic) for period in self._periods]
        return in_turn(parts, self._restarts, steps, arithmetic)

    @override
    def turns(self, first: int) -> Turns:
        return since(first, *self._all_turns())

    def _all_turns(self) -> Turns:
        starts, ends = [0, *self._restarts], [*self._restarts, inf]
        for period, start, end in zip(self._periods, starts, ends, strict=True):
            if start:
                yield Turn(start, "restart")
            yield from before(end, delayed(start, period.turns(1)))

    @property
    def _restarts(self) -> list[int]:
        # The step at which a period's length is full is its own: there its checkpoint is.
        return [end + 1 for end in accumulate(self.period_lengths[:-1])]

    @cached_property
    def _periods(self) -> Sequence[Schedule]:
        return tuple(self._made())

    def _made(self) -> Iterator[Schedule]:
        multipliers = self.multipliers or [1.0] * len(self.period_lengths)
        warmups = [self.warmup_steps] + [0] * (len(multipliers) - 1)
        for length, multiplier, climb in zip(
            self.period_lengths, multipliers, warmups, strict=True
        ):
            ending = Cooldown(
                schedule=Constant(learning_rate=self.initial_learning_rate * multiplier),
                start=length - climb - self.decay_steps,
                steps=self.decay_steps,
                end_learning_rate=self.end_learning_rate,
                shape=self.shape,
            )
            if climb:
                yield Warmup(schedule=ending, steps=climb)
            else:
                # Its first step is the end of the period before.
                yield Shift(schedule=ending, steps=-1)
