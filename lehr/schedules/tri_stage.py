"""Up in a line, along, and down by equal ratios."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from .composed import Composed
from .constant import Constant
from .cooldown import Cooldown
from .parameters import LAST_STEP, InitialLearningRate, StepCount
from .scale import Scale
from .warmup import Warmup


class TriStage(Composed):
    """lr(t) climbs to lr0 in a line, stays, falls to lr0 final_scale exponentially, and stays.

    The climb takes W = warmup_steps from lr0 initial_scale, the fall `decay_steps` (Park et al.
    2019, arXiv:1904.08779), as fairseq's `tri_stage`: a warmup of a cooldown of a constant rate.
    """

    title: ClassVar = "Three stages"
    formula: ClassVar = (
        "initial_learning_rate * (initial_scale + (1 - initial_scale) * step / warmup_steps), "
        "then initial_learning_rate, then initial_learning_rate * final_scale ^ q"
    )
    example: ClassVar = {
        "initial_learning_rate": 0.1,
        "warmup_steps": 100,
        "hold_steps": 400,
        "decay_steps": 500,
    }

    kind: Literal["tri_stage"] = "tri_stage"
    initial_learning_rate: InitialLearningRate
    warmup_steps: Annotated[StepCount, Field(description="Steps of the climb.")]
    hold_steps: Annotated[int, Field(ge=0, le=LAST_STEP, description="Steps at the full rate.")]
    decay_steps: Annotated[StepCount, Field(description="Steps of the way down.")]
    initial_scale: Annotated[
        float, Field(ge=0, le=1, description="The first rate over the full one.")
    ] = 0.01
    final_scale: Annotated[
        float, Field(gt=0, le=1, description="The last rate over the full one.")
    ] = 0.01

    @override
    def composed(self) -> Scale:
        ending = Cooldown(
            schedule=Constant(learning_rate=1),
            start=self.hold_steps,
            steps=self.decay_steps,
            end_learning_rate=self.final_scale,
            shape="exponential",
        )
        factor = Warmup(schedule=ending, steps=self.warmup_steps, start=self.initial_scale)
        return Scale(schedule=factor, factor=self.initial_learning_rate)
