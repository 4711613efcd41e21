"""How large samples have to be for a difference to be found."""

from collections.abc import Callable
from itertools import count
from math import ceil
from typing import Final

from scipy.special import ndtri

POWER: Final = 0.8


def size_needed(
    effect: float, level: float, *, samples: int, least_p: Callable[[int], float]
) -> int | None:
    """Return the size at which a two-sided test at `level` finds the effect in 80 of 100 cases.

    `effect` is the difference over the standard deviation: of the differences for one sample of
    pairs, within each sample for two. The size is that of Student's t test in the approximation of
    Guenther (1981), and no smaller than one whose lowest p, `least_p`, reaches the level. None
    where there is no effect.
    """
    if effect == 0:
        return None
    extreme, power = float(-ndtri(level / 2)), float(ndtri(POWER))
    size = samples * ((extreme + power) / effect) ** 2 + extreme**2 / (2 * samples)
    return max(ceil(size), smallest_size(level, least_p))


def smallest_size(level: float, least_p: Callable[[int], float]) -> int:
    """Return the size from which on a p-value can be as low as `level` at all."""
    return next(size for size in count(2) if least_p(size) <= level)
