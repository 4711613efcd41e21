"""What the functions of this package take and return."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Sample: TypeAlias = NDArray[np.float64]
"""Values (n,), finite unless it is said otherwise."""
Interval: TypeAlias = tuple[float, float]
"""The lower and the upper end."""
