"""The spellings of `keras.optimizers.schedules`, as of Keras 3.15, one class a file.

Keras's `name` argument labels an operation and means nothing for the curve: it is not a parameter.
"""

from typing import TypeAlias

from .cosine_decay import CosineDecay as CosineDecay
from .cosine_decay_restarts import CosineDecayRestarts as CosineDecayRestarts
from .exponential_decay import ExponentialDecay as ExponentialDecay
from .inverse_time_decay import InverseTimeDecay as InverseTimeDecay
from .legacy_decay import LegacyDecay as LegacyDecay
from .piecewise_constant_decay import PiecewiseConstantDecay as PiecewiseConstantDecay
from .polynomial_decay import PolynomialDecay as PolynomialDecay

KerasSpelling: TypeAlias = (
    CosineDecay  # one line a spelling
    | CosineDecayRestarts
    | ExponentialDecay
    | InverseTimeDecay
    | LegacyDecay
    | PiecewiseConstantDecay
    | PolynomialDecay
)
