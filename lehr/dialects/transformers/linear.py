"""`linear` of transformers."""

from typing import ClassVar, Literal

from typing_extensions import override

from lehr.schedules import FloatArray

from .warmed import Finite


class Linear(Finite):
    """A rise and a fall in lines: `get_linear_schedule_with_warmup`."""

    family: ClassVar = "linear"
    title: ClassVar = "Linear, transformers"
    formula: ClassVar = (
        "lr * (step / num_warmup_steps, then "
        "max(0, (num_training_steps - step) / (num_training_steps - num_warmup_steps)))"
    )
    example: ClassVar = {"lr": 5e-5, "num_warmup_steps": 100, "num_training_steps": 1000}

    kind: Literal["transformers.linear"] = "transformers.linear"

    @override
    def decay(self, t: FloatArray) -> FloatArray:
        length = max(1, self.num_training_steps - self.num_warmup_steps)
        return (self.num_training_steps - t) / length
