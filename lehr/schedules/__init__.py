"""Learning-rate schedules under Lehr's own names, on NumPy and pydantic alone.

A new family is a file of its own, imported here and named in `Canonical`.
"""

from typing import TypeAlias

from .base import ClosedForm as ClosedForm
from .base import FloatArray as FloatArray
from .base import Precision as Precision
from .base import Schedule as Schedule
from .base import StepArray as StepArray
from .constant import Constant as Constant
from .exponential import Exponential as Exponential
from .exponential_decay import ExponentialDecay as ExponentialDecay
from .expression import Expression as Expression
from .inverse_time import InverseTime as InverseTime
from .nesting import Nested as Nested
from .product import Product as Product
from .step import Step as Step
from .time_based import TimeBased as TimeBased

Canonical: TypeAlias = (
    Constant  # one line a family
    | Exponential
    | ExponentialDecay
    | Expression
    | InverseTime
    | Product
    | Step
    | TimeBased
)
