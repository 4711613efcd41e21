"""The spellings of `optax.schedules`, as of optax 0.2.8, one class a file.

Left out is what cannot be written down or is no function of the step: schedules of one's own, and
`inject_hyperparams`, which puts any of these into an optimizer.
"""

from typing import TypeAlias

from .constant import ConstantSchedule as ConstantSchedule
from .cosine_decay import CosineDecaySchedule as CosineDecaySchedule
from .cosine_onecycle import CosineOnecycleSchedule as CosineOnecycleSchedule
from .exponential_decay import ExponentialDecay as ExponentialDecay
from .join import JoinSchedules as JoinSchedules
from .linear import LinearSchedule as LinearSchedule
from .linear_onecycle import LinearOnecycleSchedule as LinearOnecycleSchedule
from .piecewise_constant import PiecewiseConstantSchedule as PiecewiseConstantSchedule
from .piecewise_interpolate import PiecewiseInterpolateSchedule as PiecewiseInterpolateSchedule
from .polynomial import PolynomialSchedule as PolynomialSchedule
from .sgdr import SgdrSchedule as SgdrSchedule
from .warmup_constant import WarmupConstantSchedule as WarmupConstantSchedule
from .warmup_cosine_decay import WarmupCosineDecaySchedule as WarmupCosineDecaySchedule
from .warmup_exponential_decay import (
    WarmupExponentialDecaySchedule as WarmupExponentialDecaySchedule,
)

OptaxSpelling: TypeAlias = (
    ConstantSchedule  # one line a spelling
    | CosineDecaySchedule
    | CosineOnecycleSchedule
    | ExponentialDecay
    | JoinSchedules
    | LinearOnecycleSchedule
    | LinearSchedule
    | PiecewiseConstantSchedule
    | PiecewiseInterpolateSchedule
    | PolynomialSchedule
    | SgdrSchedule
    | WarmupConstantSchedule
    | WarmupCosineDecaySchedule
    | WarmupExponentialDecaySchedule
)
