"""`timm.scheduler.PolyLRScheduler`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from typing_extensions import override

from lehr.schedules import FloatArray

from .cycles import KDecay, Timed, bent
from .restarting import Restarting


class Power(Timed):
    """The exponent of a polynomial decay."""

    power: Annotated[float, Field(ge=0, description="The power of what is left of a cycle.")] = 0.5


class Poly(Restarting, Power):
    """Falls by a power of what is left, with restarts, on a bent clock if so wished."""

    family: ClassVar = "polynomial"
    title: ClassVar = "Polynomial decay, timm"
    formula: ClassVar = (
        "lr_min + (lr * cycle_decay ^ i - lr_min) * (1 - T ^ k_decay / T_i ^ k_decay) ^ power, "
        "T = steps since restart i, T_i = t_initial * cycle_mul ^ i"
    )
    example: ClassVar = {"lr": 0.1, "t_initial": 100, "power": 2.0}

    kind: Literal["timm.poly"] = "timm.poly"
    k_decay: KDecay = 1.0

    @override
    def height(self, since: FloatArray, length: FloatArray) -> FloatArray:
        left = 1 - bent(since, self.k_decay) / bent(length, self.k_decay)
        heights: FloatArray = left**self.power
        return heights
