"""Decay by a power of time that ends in a line."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator
from typing_extensions import override

from .composed import Composed
from .cooldown import Cooldown
from .inverse_time import InverseTime
from .parameters import EndLearningRate, InitialLearningRate, StepCount
from .warmup import Warmup


class PowerScheduler(Composed):
    """lr(t) = lr0 t / W to W = warmup_steps, lr0 (t / W)^power, and a line to the end at T.

    The line takes D = round(T decay_fraction) of the T = total_steps (Shen et al. 2024,
    arXiv:2408.13359), as OLMo's PowerLR; a cooldown of a warmup of an inverse power of time.
    """

    title: ClassVar = "Power scheduler"
    formula: ClassVar = (
        "initial_learning_rate * step / warmup_steps, then initial_learning_rate * (step / "
        "warmup_steps) ^ power, then in a line to end_learning_rate at total_steps"
    )
    example: ClassVar = {"initial_learning_rate": 0.1, "warmup_steps": 100, "total_steps": 1000}

    kind: Literal["power_scheduler"] = "power_scheduler"
    initial_learning_rate: InitialLearningRate
    warmup_steps: Annotated[StepCount, Field(description="Steps of the climb.")]
    power: Annotated[float, Field(ge=-10, le=0, description="The exponent.")] = -0.51
    decay_fraction: Annotated[
        float, Field(gt=0, lt=1, description="The part of all steps that the line takes.")
    ] = 0.1
    end_learning_rate: EndLearningRate = 0
    total_steps: Annotated[StepCount, Field(description="Steps to the end of the line.")]

    @field_validator("total_steps")
    @classmethod
    def _stages_fit(cls, total: int, info: ValidationInfo) -> int:
        fraction, warmup = info.data.get("decay_fraction"), info.data.get("warmup_steps", 0)
        if fraction is None:
            return total
        if not (line := round(total * fraction)):
            raise ValueError(f"`decay_fraction` of `total_steps`, {fraction}, must be some steps")
        if warmup + line > total:
            rule = "`total_steps` must be >= `warmup_steps` and the steps of the line"
            raise ValueError(f"{rule}, {warmup} and {line}")
        return total

    @override
    def composed(self) -> Cooldown:
        decay = InverseTime(
            initial_learning_rate=self.initial_learning_rate,
            decay_rate=1,
            decay_steps=self.warmup_steps,
            power=-self.power,
        )
        line = round(self.total_steps * self.decay_fraction)
        return Cooldown(
            schedule=Warmup(schedule=decay, steps=self.warmup_steps),
            start=self.total_steps - line,
            steps=line,
            end_learning_rate=self.end_learning_rate,
        )
