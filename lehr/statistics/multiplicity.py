"""Many tests at once: what a single p-value is then worth."""

import numpy as np

from .samples import Sample


def holm(p_values: Sample, tests: int) -> Sample:
    """Return Holm's adjusted p-values (Holm 1979) of some out of so many tests.

    The others may be any: at each step at least as many true hypotheses are allowed for as can be
    left, so that choosing by the data which to look at costs nothing.
    """
    order = np.argsort(p_values)
    factors = tests - np.arange(len(p_values))
    adjusted = np.empty(len(p_values))
    adjusted[order] = np.minimum(np.maximum.accumulate(p_values[order] * factors), 1)
    return adjusted
