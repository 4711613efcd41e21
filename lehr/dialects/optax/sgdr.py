"""`optax.sgdr_schedule`."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from lehr.schedules import Schedule
from lehr.schedules.combinator import Combinator

from .stages import Joined, Stages
from .warmup_cosine_decay import WarmupCosineDecaySchedule


class Cycle(WarmupCosineDecaySchedule):
    """One climb and fall, told by optax's keyword arguments: without a kind."""

    kind: Literal["optax.warmup_cosine_decay_schedule"] = Field(
        "optax.warmup_cosine_decay_schedule", exclude=True
    )


class SgdrSchedule(Joined, Combinator):
    """Warmups and cosine decays one after the other, each `decay_steps` long.

    SGDR (Loshchilov & Hutter 2016, arXiv:1608.03983); after the last cycle its last rate stays.
    """

    family: ClassVar = "sequence"
    title: ClassVar = "Cosine decay with restarts, optax"
    formula: ClassVar = (
        "optax.warmup_cosine_decay_schedule(**cosine_kwargs[i]), counted from the end of the "
        "cycle before"
    )
    example: ClassVar = {
        "cosine_kwargs": [
            {"init_value": 0.0, "peak_value": 0.1, "warmup_steps": 50, "decay_steps": 300},
            {"init_value": 0.0, "peak_value": 0.05, "warmup_steps": 50, "decay_steps": 700},
        ]
    }

    kind: Literal["optax.sgdr_schedule"] = "optax.sgdr_schedule"
    cosine_kwargs: Annotated[
        list[Cycle],
        Field(
            min_length=1,
            description="The cycles: parameters of `optax.warmup_cosine_decay_schedule`.",
        ),
    ]

    @property
    @override
    def children(self) -> Sequence[Schedule]:
        return self.cosine_kwargs

    @override
    def stages(self) -> Stages:
        ends = accumulate(cycle.decay_steps for cycle in self.cosine_kwargs[:-1])
        return Stages(self.cosine_kwargs, list(ends))
