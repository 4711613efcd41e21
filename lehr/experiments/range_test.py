"""The loss of a learning rate range test, smoothed, and where the test has gone too far."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

BETA: Final = 0.98


def smoothed(losses: Sequence[float]) -> NDArray[np.float64]:
    """Return the exponential mean of the losses up to each of them, corrected for its beginning.

    mean(t) = beta mean(t - 1) + (1 - beta) loss(t), over 1 - beta^(t + 1), t from 0 (Kingma and Ba
    2015, section 3). What follows a loss that is not finite is not finite.
    """
    means = accumulate(losses, lambda mean, loss: BETA * mean + (1 - BETA) * loss, initial=0.0)
    corrections = 1 - BETA ** np.arange(1.0, len(losses) + 1)
    mean: NDArray[np.float64] = np.array(list(means))[1:] / corrections
    return mean


def stop_index(means: NDArray[np.float64], stop_factor: float) -> int | None:
    """Return where the smoothed loss first is not finite, or exceeds its best by the factor."""
    best = np.fmin.accumulate(means) if len(means) else means
    exceeded = (best > 0) & (means > stop_factor * best)
    stopped = np.flatnonzero(exceeded | ~np.isfinite(means))
    return int(stopped[0]) if len(stopped) else None
