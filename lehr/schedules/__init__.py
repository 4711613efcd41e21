"""Learning-rate schedules under Lehr's own names, on NumPy and pydantic alone.

A new family is a file of its own, imported here and named in `Canonical`.
"""

from typing import TypeAlias

from .base import Caution as Caution
from .base import ClosedForm as ClosedForm
from .base import FloatArray as FloatArray
from .base import Precision as Precision
from .base import Schedule as Schedule
from .base import StepArray as StepArray
from .clip import Clip as Clip
from .constant import Constant as Constant
from .constant_factor import ConstantFactor as ConstantFactor
from .cooldown import Cooldown as Cooldown
from .cosine import Cosine as Cosine
from .cosine_restarts import CosineRestarts as CosineRestarts
from .cosine_wave import CosineWave as CosineWave
from .cyclic_triangular import CyclicTriangular as CyclicTriangular
from .exponential import Exponential as Exponential
from .exponential_decay import ExponentialDecay as ExponentialDecay
from .expression import Expression as Expression
from .feedback import STATE as STATE
from .feedback import Feedback as Feedback
from .feedback import State as State
from .follow_cost import FollowCost as FollowCost
from .geometric_interp import GeometricInterp as GeometricInterp
from .inverse_sqrt import InverseSqrt as InverseSqrt
from .inverse_time import InverseTime as InverseTime
from .linear import Linear as Linear
from .linear_cosine import LinearCosine as LinearCosine
from .multistep import Multistep as Multistep
from .nesting import Nested as Nested
from .new_bob import NewBob as NewBob
from .noam import Noam as Noam
from .noise import Noise as Noise
from .noisy_linear_cosine import NoisyLinearCosine as NoisyLinearCosine
from .one_cycle import OneCycle as OneCycle
from .piecewise_constant import PiecewiseConstant as PiecewiseConstant
from .plateau_with_restart import PlateauWithRestart as PlateauWithRestart
from .polynomial import Polynomial as Polynomial
from .power_law import PowerLaw as PowerLaw
from .product import Product as Product
from .reduce_on_plateau import ReduceOnPlateau as ReduceOnPlateau
from .repeat import Repeat as Repeat
from .scale import Scale as Scale
from .sequence import Sequence as Sequence
from .shift import Shift as Shift
from .step import Step as Step
from .sum import Sum as Sum
from .tanh import Tanh as Tanh
from .time_based import TimeBased as TimeBased
from .warmup import Warmup as Warmup

Canonical: TypeAlias = (
    Clip  # one line a family
    | Constant
    | ConstantFactor
    | Cooldown
    | Cosine
    | CosineRestarts
    | CosineWave
    | CyclicTriangular
    | Exponential
    | ExponentialDecay
    | Expression
    | FollowCost
    | GeometricInterp
    | InverseSqrt
    | InverseTime
    | NewBob
    | Linear
    | LinearCosine
    | Multistep
    | Noam
    | Noise
    | NoisyLinearCosine
    | OneCycle
    | PiecewiseConstant
    | Polynomial
    | PowerLaw
    | PlateauWithRestart
    | Product
    | ReduceOnPlateau
    | Repeat
    | Scale
    | Sequence
    | Shift
    | Step
    | Sum
    | Tanh
    | TimeBased
    | Warmup
)
