"""`timm.scheduler.CosineLRScheduler`."""

from typing import ClassVar, Literal

import numpy as np
from typing_extensions import override

from lehr.schedules import FloatArray

from .cycles import KDecay, bent
from .restarting import Restarting


class Cosine(Restarting):
    """Half cosines with restarts (Loshchilov & Hutter 2016), on a bent clock if so wished.

    k-decay is Zhang & Li 2020, arXiv:2004.05909.
    """

    family: ClassVar = "cosine_k_decay"
    title: ClassVar = "Cosine, timm"
    formula: ClassVar = (
        "lr_min + (lr * cycle_decay ^ i - lr_min) * (1 + cos(pi * T ^ k_decay / T_i ^ k_decay)) / 2"
        ", T = steps since restart i, T_i = t_initial * cycle_mul ^ i"
    )
    example: ClassVar = {"lr": 0.1, "t_initial": 100, "warmup_t": 5, "warmup_prefix": True}

    kind: Literal["timm.cosine"] = "timm.cosine"
    k_decay: KDecay = 1.0

    @override
    def height(self, since: FloatArray, length: FloatArray) -> FloatArray:
        part = np.pi * bent(since, self.k_decay) / bent(length, self.k_decay)
        heights: FloatArray = 0.5 * (1 + np.cos(part))
        return heights
