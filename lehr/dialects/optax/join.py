"""`optax.join_schedules`."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from typing_extensions import override

from lehr.schedules import Schedule
from lehr.schedules.combinator import Combinator
from lehr.schedules.nesting import Nested
from lehr.schedules.parameters import increasing, one_fewer

from .base import FARTHEST, OptaxSchedule
from .stages import Joined, Stages


def _of_optax(schedule: Schedule) -> Schedule:
    if schedule.library != OptaxSchedule.library:
        rule = "only schedules of optax can stand here; `sequence` joins schedules of every kind"
        raise ValueError(rule)
    return schedule


Child: TypeAlias = Annotated[Nested, AfterValidator(_of_optax)]


class JoinSchedules(Joined, Combinator):
    """lr(t) = s_i(t - b_i) for b_i <= t < b_(i+1), where b_0 = 0.

    The schedules are of optax, themselves joined ones if so wished. Boundaries in another number or
    order, of which optax uses what it can, are refused.
    """

    family: ClassVar = "sequence"
    title: ClassVar = "Sequence, optax"
    formula: ClassVar = "schedules[i](step - boundaries[i - 1]) from boundaries[i - 1] on"
    example: ClassVar = {
        "schedules": [
            {
                "kind": "optax.linear_schedule",
                "init_value": 0.0,
                "end_value": 0.1,
                "transition_steps": 100,
            },
            {"kind": "optax.cosine_decay_schedule", "init_value": 0.1, "decay_steps": 900},
        ],
        "boundaries": [100],
    }

    kind: Literal["optax.join_schedules"] = "optax.join_schedules"
    schedules: Annotated[
        list[Child], Field(min_length=1, description="What follows on each other, of optax.")
    ]
    boundaries: Annotated[
        list[Annotated[int, Field(gt=0, le=FARTHEST)]],
        AfterValidator(increasing),
        Field(description="The first step of every schedule but the first."),
    ]

    @property
    @override
    def children(self) -> Sequence[Schedule]:
        return self.schedules

    @field_validator("boundaries")
    @classmethod
    def _one_fewer_than_schedules(cls, boundaries: list[int], info: ValidationInfo) -> list[int]:
        return one_fewer(boundaries, info.data.get("schedules"))

    @override
    def stages(self) -> Stages:
        return Stages(self.schedules, self.boundaries)
