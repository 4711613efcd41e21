"""The schedules that TF-Keras has and Keras 3 no longer, as of TF-Keras 2.21, one class a file.

The `name` argument labels an operation and means nothing for the curve: it is not a parameter.
"""

from typing import TypeAlias

from .linear_cosine_decay import LinearCosineDecay as LinearCosineDecay
from .noisy_linear_cosine_decay import NoisyLinearCosineDecay as NoisyLinearCosineDecay

TfKerasSpelling: TypeAlias = (
    LinearCosineDecay  # one line a spelling
    | NoisyLinearCosineDecay
)
