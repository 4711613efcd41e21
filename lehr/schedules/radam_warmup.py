"""The factor by which RAdam holds its first updates back."""

from typing import Annotated, ClassVar, Final, Literal

import numpy as np
from pydantic import Field
from typing_extensions import override

from .base import ClosedForm, FloatArray

_TRACTABLE: Final = 4
"""RAdam's variance exists from degrees of freedom above this on."""


class RadamWarmup(ClosedForm):
    """lr(t) = learning_rate sqrt((rho - 4)(rho - 2) rho_inf / ((rho_inf - 4)(rho_inf - 2) rho)).

    rho_inf = 2 / (1 - beta2) - 1 and rho = rho_inf - 2 s beta2^s / (1 - beta2^s), where s = t + d
    and d >= 1 is the first with rho > 4 (Liu et al. 2019, arXiv:1908.03265), as RAdamWarmup of
    pytorch_warmup. It never quite ends; in a product it warms any schedule up.
    """

    title: ClassVar = "RAdam's warmup"
    formula: ClassVar = (
        "learning_rate * sqrt((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * "
        "rho)), rho = rho_inf - 2 * s * beta2 ^ s / (1 - beta2 ^ s)"
    )
    example: ClassVar = {"learning_rate": 0.001, "beta2": 0.99}

    kind: Literal["radam_warmup"] = "radam_warmup"
    learning_rate: Annotated[float, Field(ge=0, description="The rate that is approached.")]
    beta2: Annotated[
        float, Field(ge=0.61, le=0.999999, description="Adam's decay of the second moment.")
    ] = 0.999

    @override
    def at(self, t: FloatArray) -> FloatArray:
        rho, final = self._freedom(t + self._offset), self._final
        share = (rho - 4) * (rho - 2) * final / ((final - 4) * (final - 2) * rho)
        factors: FloatArray = np.sqrt(share)
        return self.learning_rate * factors

    @property
    def _offset(self) -> int:
        first = np.arange(1.0, 100.0)
        return 1 + int((self._freedom(first) > _TRACTABLE).argmax())

    @property
    def _final(self) -> float:
        return 2 / (1 - self.beta2) - 1

    def _freedom(self, s: FloatArray) -> FloatArray:
        """Return rho, the degrees of freedom of the second moment after `s` updates."""
        exponents = s * np.log(self.beta2)
        freedom: FloatArray = self._final + 2 * s * np.exp(exponents) / np.expm1(exponents)
        return freedom
