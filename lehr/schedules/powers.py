"""Powers of one base, at the same cost wherever they lead."""

from math import log2

import numpy as np

from .base import FloatArray

_BELOW_ALL = -1100
"""Two to this power is 0 in float64, and in float32 all the more."""


def powers(base: float, exponents: FloatArray) -> FloatArray:
    """Return base^exponents, computed in the dtype of `exponents`; base and exponents >= 0.

    What is 0 is not computed, because pow takes several times as long for numbers that vanish.
    """
    base = float(exponents.dtype.type(base))
    vanished = exponents > (_BELOW_ALL / log2(base) if 0 < base < 1 else np.inf)
    # Not pow's own `where`: it computes a lone number by other instructions than a row of them.
    return np.where(vanished, 0, np.power(base, np.where(vanished, 0, exponents)))
