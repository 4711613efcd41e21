"""What all spellings of optax share."""

from collections.abc import Sequence
from typing import ClassVar, Final

import numpy as np
from typing_extensions import override

from lehr.schedules import Caution, FloatArray, Precision, Schedule

FARTHEST: Final = 2**31 - 1
"""The last step that optax counts: its optimizers stay at the largest int32."""


class OptaxSchedule(Schedule):
    """A schedule of optax: an int32 counts the steps, rates are float32."""

    library: ClassVar[str | None] = "optax"
    arithmetic: ClassVar[Precision] = "float32"

    @override
    def cautions(self, last_step: int) -> Sequence[Caution]:
        told = super().cautions(last_step)
        if last_step <= FARTHEST:
            return told
        rule = f"optax counts to step {FARTHEST} and stays at its rate; here the curve goes on"
        return tuple(dict.fromkeys([Caution("beyond-int32", rule), *told]))


def cosines(angles: FloatArray) -> FloatArray:
    """Return the cosines, rounded once: NumPy's own in float32 are often a bit off XLA's."""
    return np.cos(angles.astype(np.float64)).astype(angles.dtype)
