"""Learning-rate schedules under Lehr's own names, on NumPy and pydantic alone.

A new family is a file of its own, imported here and named in `Canonical`.
"""

from typing import TypeAlias

from .base import ClosedForm as ClosedForm
from .base import FloatArray as FloatArray
from .base import Precision as Precision
from .base import Schedule as Schedule
from .base import StepArray as StepArray
from .clip import Clip as Clip
from .constant import Constant as Constant
from .cooldown import Cooldown as Cooldown
from .exponential import Exponential as Exponential
from .exponential_decay import ExponentialDecay as ExponentialDecay
from .expression import Expression as Expression
from .inverse_time import InverseTime as InverseTime
from .nesting import Nested as Nested
from .noise import Noise as Noise
from .product import Product as Product
from .repeat import Repeat as Repeat
from .scale import Scale as Scale
from .sequence import Sequence as Sequence
from .shift import Shift as Shift
from .step import Step as Step
from .sum import Sum as Sum
from .time_based import TimeBased as TimeBased
from .warmup import Warmup as Warmup

Canonical: TypeAlias = (
    Clip  # one line a family
    | Constant
    | Cooldown
    | Exponential
    | ExponentialDecay
    | Expression
    | InverseTime
    | Noise
    | Product
    | Repeat
    | Scale
    | Sequence
    | Shift
    | Step
    | Sum
    | TimeBased
    | Warmup
)
