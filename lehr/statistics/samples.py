"""What the functions of this package take and return."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Sample: TypeAlias = NDArray[np.float64]
"""Finite values, in an order that does not matter."""
Interval: TypeAlias = tuple[float, float]
"""The lower and the upper end."""
