"""The numbers of `torch.Generator` on a CPU: the Mersenne Twister, of many seeds at once.

MT19937 of Matsumoto & Nishimura 1998, seeded by one word, with torch's way from words to numbers.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lehr.schedules import FloatArray

Words: TypeAlias = NDArray[np.uint32]

_SIZE = 624
_AHEAD = 397
_SPREAD = np.uint32(1_812_433_253)
_LOWER = np.uint32(0x7FFFFFFF)
_UPPER = np.uint32(0x80000000)
_TWIST = np.uint32(0x9908B0DF)
_TEMPER = (
    (np.uint32(7), np.uint32(0x9D2C5680)),
    (np.uint32(15), np.uint32(0xEFC60000)),
)


class Generators:
    """As many generators as seeds, which draw in step; only a seed's lowest 32 bits count."""

    def __init__(self, seeds: NDArray[np.int64]) -> None:
        self._state = np.empty((_SIZE, len(seeds)), dtype=np.uint32)
        self._state[0] = seeds & 0xFFFFFFFF
        for row in range(1, _SIZE):
            before = self._state[row - 1]
            self._state[row] = (before ^ (before >> 30)) * _SPREAD + np.uint32(row)
        self._position = 0

    def words(self) -> Words:
        """Return the next word of each generator."""
        here, state = self._position, self._state
        self._position = (here + 1) % _SIZE
        joined = (state[here] & _UPPER) | (state[self._position] & _LOWER)
        twisted = (joined >> 1) ^ ((joined & 1) * _TWIST)
        state[here] = state[(here + _AHEAD) % _SIZE] ^ twisted
        return _tempered(state[here])

    def uniforms(self) -> FloatArray:
        """Return what `torch.rand` draws next: float32 in [0, 1), as float64."""
        return (self.words() & 0xFFFFFF) * 2.0**-24

    def normals(self) -> tuple[FloatArray, FloatArray]:
        """Return what `torch.randn(1)` draws next and after that: float32, as float64."""
        angle, radius = 2 * np.pi * self._doubles(), np.sqrt(-2 * np.log1p(-self._doubles()))
        return _single(radius * np.cos(angle)), _single(radius * np.sin(angle))

    def _doubles(self) -> FloatArray:
        high, low = self.words().astype(np.uint64), self.words()
        return (((high << 32) | low) & (2**53 - 1)) * 2.0**-53


def _tempered(word: Words) -> Words:
    word = word ^ (word >> np.uint32(11))
    for left, mask in _TEMPER:
        word ^= (word << left) & mask
    return word ^ (word >> np.uint32(18))


def _single(numbers: FloatArray) -> FloatArray:
    return numbers.astype(np.float32).astype(np.float64)
