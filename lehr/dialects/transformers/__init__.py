"""The spellings of `transformers.get_scheduler` that are functions of the step, as of 5.23.

A kind is named as `get_scheduler` names it, and takes the arguments of the function behind it.
"""

from typing import TypeAlias

from .constant import Constant as Constant
from .constant import ConstantWithWarmup as ConstantWithWarmup
from .cosine import Cosine as Cosine
from .cosine import CosineWithRestarts as CosineWithRestarts
from .cosine_with_min_lr import CosineWarmupWithMinLr as CosineWarmupWithMinLr
from .cosine_with_min_lr import CosineWithMinLr as CosineWithMinLr
from .inverse_sqrt import InverseSqrt as InverseSqrt
from .linear import Linear as Linear
from .polynomial import Polynomial as Polynomial
from .warmup_stable_decay import WarmupStableDecay as WarmupStableDecay

TransformersSpelling: TypeAlias = (
    Constant  # one line a spelling
    | ConstantWithWarmup
    | Cosine
    | CosineWarmupWithMinLr
    | CosineWithMinLr
    | CosineWithRestarts
    | InverseSqrt
    | Linear
    | Polynomial
    | WarmupStableDecay
)
