"""`cosine_with_min_lr` and `cosine_warmup_with_min_lr` of transformers."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from typing_extensions import override

from lehr.errors import FieldError
from lehr.schedules import FloatArray

from .warmed import Waving


class Floored(Waving):
    """A cosine to a lowest rate, given as a rate or as a part of `lr`."""

    min_lr: Annotated[
        Annotated[float, Field(ge=0)] | None, Field(description="The lowest rate.")
    ] = None
    min_lr_rate: Annotated[
        Annotated[float, Field(ge=0)] | None, Field(description="The lowest rate over `lr`.")
    ] = None

    @model_validator(mode="after")
    def _one_floor(self) -> Self:
        if (self.min_lr is None) == (self.min_lr_rate is None):
            rule = "one of `min_lr` and `min_lr_rate` is required, and not both"
            raise FieldError("min_lr", rule)
        if self.min_lr is not None and self.lr == 0:
            raise FieldError("lr", "`lr` must be > 0 where `min_lr` is given")
        return self

    def floored(self, heights: FloatArray) -> FloatArray:
        """Return the factors that end at the lowest rate instead of 0."""
        floor = self.min_lr_rate or 0.0
        if self.min_lr is not None:
            floor = self.min_lr / self.lr
        return heights * (1 - floor) + floor


class CosineWithMinLr(Floored):
    """A rise in a line, then a cosine: `get_cosine_with_min_lr_schedule_with_warmup`."""

    family: ClassVar = "cosine_wave"
    title: ClassVar = "Cosine with a minimum, transformers"
    formula: ClassVar = (
        "lr * (step / num_warmup_steps, then r + (1 - r) * (1 + cos(2 * pi * num_cycles * p)) / 2)"
        ", r = min_lr_rate or min_lr / lr"
    )
    example: ClassVar = {
        "lr": 5e-5,
        "num_warmup_steps": 100,
        "num_training_steps": 1000,
        "min_lr_rate": 0.1,
    }

    kind: Literal["transformers.cosine_with_min_lr"] = "transformers.cosine_with_min_lr"

    @override
    def decay(self, t: FloatArray) -> FloatArray:
        return self.floored(self.wave(self.progress(t)))


class CosineWarmupWithMinLr(Floored):
    """The same one step early: `get_cosine_with_min_lr_schedule_with_warmup_lr_rate`."""

    family: ClassVar = "cosine_wave"
    title: ClassVar = "Cosine with a minimum and no wasted step, transformers"
    formula: ClassVar = (
        "lr * ((step + 1) / num_warmup_steps, then "
        "r + (1 - r) * (1 + cos(2 * pi * num_cycles * p)) / 2), "
        "p = (step - num_warmup_steps + 1) / (num_training_steps - num_warmup_steps)"
    )
    example: ClassVar = CosineWithMinLr.example

    kind: Literal["transformers.cosine_warmup_with_min_lr"] = (
        "transformers.cosine_warmup_with_min_lr"
    )
    lead: ClassVar = 1
    warmup_lr_rate: Annotated[
        Annotated[float, Field(ge=0)] | None,
        Field(description="The first rate over `lr`; 1 / num_warmup_steps where not given."),
    ] = None

    @override
    def warmup(self, t: FloatArray) -> FloatArray:
        start = self.warmup_lr_rate
        if start is None:
            return (t + 1.0) / max(1.0, self.num_warmup_steps)
        return start + (1.0 - start) * t / max(1, self.num_warmup_steps - 1)

    @override
    def decay(self, t: FloatArray) -> FloatArray:
        return self.floored(self.wave(self.progress(t + self.lead)))
