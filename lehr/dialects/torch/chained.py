"""`torch.optim.lr_scheduler.ChainedScheduler`."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import Field, WrapValidator, model_validator
from typing_extensions import override

from lehr.errors import InvalidRequest, Violation
from lehr.schedules import Caution, FloatArray, Precision, Schedule, StepArray
from lehr.schedules.combinator import Combinator
from lehr.schedules.recurrence import LAST_RECURRENT_STEP

from .children import Leaf, base_rates, deeper, refuse_shared
from .rule import Optimized, never_negative, settled
from .sequential import SequentialRule
from .updates import Updates, follow

Link: TypeAlias = Annotated[
    Leaf | SequentialRule, Field(discriminator="kind"), WrapValidator(deeper)
]


class ChainedScheduler(Optimized, Combinator):
    """Several schedulers of one optimizer, each changing at every step what the one before left.

    torch resets the rate when a SequentialLR is made, so that it can only be the first here.
    """

    library: ClassVar[str | None] = "torch"
    family: ClassVar = "product"
    title: ClassVar = "Chain, torch"
    formula: ClassVar = "every scheduler's change of the rate, one after the other, at every step"
    example: ClassVar = {
        "schedulers": [
            {"kind": "torch.LinearLR", "start_factor": 0.1, "total_iters": 100},
            {"kind": "torch.PolynomialLR", "total_iters": 1000, "power": 2.0},
        ],
        "lr": 0.1,
    }

    kind: Literal["torch.ChainedScheduler"] = "torch.ChainedScheduler"
    schedulers: Annotated[
        list[Link], Field(min_length=1, description="Schedulers of torch, without `lr`.")
    ]

    @model_validator(mode="after")
    def _acts_as_written(self) -> Self:
        if any(isinstance(link, SequentialRule) for link in self.schedulers[1:]):
            raise ValueError("a torch.SequentialLR must be the first: torch resets the rate for it")
        refuse_shared([one for link in self.schedulers for one in (*link.children, link)])
        return self

    @property
    @override
    def children(self) -> Sequence[Schedule]:
        return self.schedulers

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        steps = settled(steps, self._last_change)
        _refuse_beyond_last(int(steps.max(initial=0)))
        start = self.schedulers[0].first_rate(self.lr)
        return never_negative(follow(self._updates, start, steps))

    @override
    def recurred(self, last_step: int) -> int:
        return min(last_step, self._last_change or last_step)

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        # Its parts are not replaced by their closed forms here.
        told = super().cautions(last_step)
        return [caution for caution in told if caution.code != "closed-form"]

    @property
    def _last_change(self) -> int | None:
        last = [link.last_change for link in self.schedulers]
        known = [step for step in last if step is not None]
        return max(known) if len(known) == len(last) else None

    def _updates(self, first: int, last: int) -> Updates:
        bases, _ = base_rates(self.schedulers, self.lr)
        links = zip(self.schedulers, bases, strict=True)
        return Updates.joined([link.updates(base, first, last) for link, base in links])


def _refuse_beyond_last(step: int) -> None:
    if step > LAST_RECURRENT_STEP:
        rule = f"a chain has no closed form and is run to step {LAST_RECURRENT_STEP} at most"
        raise InvalidRequest([Violation("/schedulers", f"{rule}; received step {step}")])
