"""Up, along, and down."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from .composed import Composed
from .constant import Constant
from .cooldown import Cooldown, WayDown
from .parameters import LAST_STEP, EndLearningRate, InitialLearningRate, StepCount
from .warmup import Warmup


class WarmupStableDecay(Composed):
    """lr(t) climbs in a line to lr0 in W steps, stays, and goes down in `decay_steps`.

    WSD or trapezoid (Hu et al. 2024, arXiv:2404.06395); a warmup of a cooldown of a constant
    rate, and the shapes of the way down are the cooldown's.
    """

    title: ClassVar = "Warmup, stable, decay"
    formula: ClassVar = (
        "initial_learning_rate * step / warmup_steps, then initial_learning_rate, then down to "
        "end_learning_rate"
    )
    example: ClassVar = {
        "initial_learning_rate": 0.1,
        "warmup_steps": 100,
        "stable_steps": 700,
        "decay_steps": 200,
    }

    kind: Literal["warmup_stable_decay"] = "warmup_stable_decay"
    initial_learning_rate: InitialLearningRate
    warmup_steps: Annotated[StepCount, Field(description="Steps of the climb.")]
    stable_steps: Annotated[int, Field(ge=0, le=LAST_STEP, description="Steps at the full rate.")]
    decay_steps: Annotated[StepCount, Field(description="Steps of the way down.")]
    end_learning_rate: EndLearningRate = 0
    shape: WayDown = "linear"

    @override
    def composed(self) -> Warmup:
        ending = Cooldown(
            schedule=Constant(learning_rate=self.initial_learning_rate),
            start=self.stable_steps,
            steps=self.decay_steps,
            end_learning_rate=self.end_learning_rate,
            shape=self.shape,
        )
        return Warmup(schedule=ending, steps=self.warmup_steps)
