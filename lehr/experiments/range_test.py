"""The loss of a learning rate range test, smoothed, and where the test has gone too far."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

BETA: Final = 0.98


def smoothed(losses: Sequence[float]) -> NDArray[np.float64]:
    """Return the exponential mean of the losses up to each of them, corrected for its beginning.

    mean(t) = beta mean(t - 1) + (1 - beta) loss(t), over 1 - beta^(t + 1), t from 0 (Kingma and Ba
    2015, section 3). What follows a loss that is not finite is not finite.
    """
    means = accumulate(losses, _mean, initial=0.0)
    mean: NDArray[np.float64] = np.array(list(means))[1:] / _weight(np.arange(1, len(losses) + 1))
    return mean


def stop_index(means: NDArray[np.float64], stop_factor: float) -> int | None:
    """Return where the smoothed loss first is not finite, or exceeds its best by the factor."""
    best = np.fmin.accumulate(means) if len(means) else means
    stopped = np.flatnonzero(_too_far(means, best, stop_factor))
    return int(stopped[0]) if len(stopped) else None


@dataclass
class Divergence:
    """Follows the losses of a range test as they come, and tells when it has gone too far."""

    mean: float = 0.0
    """The exponential mean so far, not corrected."""
    updates: int = 0
    """Losses so far."""
    best: float = inf
    """The lowest smoothed loss so far."""

    def reached(self, losses: Sequence[float], stop_factor: float) -> bool:
        """Hear the next losses; return whether `stop_index` finds a place among them."""
        return any(self._follows(loss, stop_factor) for loss in losses)

    def _follows(self, loss: float, stop_factor: float) -> bool:
        self.mean = _mean(self.mean, loss)
        self.updates += 1
        smooth = self.mean / _weight(self.updates)
        self.best = min(self.best, smooth)
        return bool(_too_far(smooth, self.best, stop_factor))


def _mean(before: float, loss: float) -> float:
    return BETA * before + (1 - BETA) * loss


def _weight(updates: Any) -> Any:
    """Return the weight of so many losses in their mean; the rest is that of its beginning."""
    return 1 - BETA**updates


def _too_far(smooth: Any, best: Any, stop_factor: float) -> Any:
    return ((best > 0) & (smooth > stop_factor * best)) | ~np.isfinite(smooth)
