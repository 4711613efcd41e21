"""Where a sample lies."""

import numpy as np

from .samples import Sample


def interquartile_mean(sample: Sample) -> float:
    """Return the mean of what is left without the lowest and the highest quarter.

    Of n values, floor(n / 4) are left out at either end (Agarwal et al. 2021, arXiv:2108.13264).
    """
    cut = len(sample) // 4
    return float(np.sort(sample)[cut : len(sample) - cut].mean())
