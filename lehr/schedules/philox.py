"""Random numbers that belong to a seed and a step, whatever was drawn before.

Philox4x32-10 of Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3", vectorised.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .base import FloatArray, StepArray

Words: TypeAlias = NDArray[np.uint64]

_ROUNDS = 10
_MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_KEY_STEPS = (0x9E3779B9, 0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


def philox(counter: Words, key: tuple[int, int]) -> Words:
    """Return random 32-bit words for counters of four such words: both uint64 of shape (4, n)."""
    a, b, c, d = counter
    for round_number in range(_ROUNDS):
        left, right = (
            np.uint64((word + round_number * step) & 0xFFFFFFFF)
            for word, step in zip(key, _KEY_STEPS, strict=True)
        )
        first, second = _MULTIPLIERS[0] * a, _MULTIPLIERS[1] * c
        a, b = (second >> _HALF) ^ b ^ left, second & _LOW
        c, d = (first >> _HALF) ^ d ^ right, first & _LOW
    return np.stack([a, b, c, d])


def uniforms(seed: int, steps: StepArray, draw: int = 0) -> tuple[FloatArray, FloatArray]:
    """Return two independent uniform numbers in [0, 1) for each step; `draw` counts the calls."""
    t = steps.astype(np.uint64)
    zeros = np.zeros_like(t)
    words = philox(np.stack([t & _LOW, t >> _HALF, zeros + np.uint64(draw), zeros]), (seed, 0))
    return _uniform(words[0], words[1]), _uniform(words[2], words[3])


def normals(seed: int, steps: StepArray) -> FloatArray:
    """Return a standard normal number for each step, by Box and Muller's transform."""
    radius, angle = uniforms(seed, steps)
    drawn: FloatArray = np.sqrt(-2 * np.log1p(-radius)) * np.cos(2 * np.pi * angle)
    return drawn


def _uniform(high: Words, low: Words) -> FloatArray:
    bits = ((high << _HALF) | low) >> np.uint64(11)
    return bits.astype(np.float64) * 2.0**-53
