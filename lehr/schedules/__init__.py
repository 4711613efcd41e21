"""Learning-rate schedules under Lehr's own names, on NumPy and pydantic alone.

A new family is a file of its own, imported here and named in `Canonical`.
"""

from typing import TypeAlias

from .adaptive_fifth import AdaptiveFifth as AdaptiveFifth
from .base import Caution as Caution
from .base import ClosedForm as ClosedForm
from .base import FloatArray as FloatArray
from .base import Precision as Precision
from .base import Schedule as Schedule
from .base import StepArray as StepArray
from .change_on_plateau import ChangeOnPlateau as ChangeOnPlateau
from .clip import Clip as Clip
from .constant import Constant as Constant
from .constant_factor import ConstantFactor as ConstantFactor
from .cooldown import Cooldown as Cooldown
from .cosine import Cosine as Cosine
from .cosine_k_decay import CosineKDecay as CosineKDecay
from .cosine_restarts import CosineRestarts as CosineRestarts
from .cosine_wave import CosineWave as CosineWave
from .cyclic_sine import CyclicSine as CyclicSine
from .cyclic_triangular import CyclicTriangular as CyclicTriangular
from .exponential import Exponential as Exponential
from .exponential_decay import ExponentialDecay as ExponentialDecay
from .expression import Expression as Expression
from .feedback import EpochRate as EpochRate
from .feedback import Feedback as Feedback
from .feedback import RateState as RateState
from .feedback import State as State
from .follow_cost import FollowCost as FollowCost
from .geometric_interp import GeometricInterp as GeometricInterp
from .half_cosine import HalfCosine as HalfCosine
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
from .piecewise_cosine import PiecewiseCosine as PiecewiseCosine
from .piecewise_linear import PiecewiseLinear as PiecewiseLinear
from .plateau_with_restart import PlateauWithRestart as PlateauWithRestart
from .polynomial import Polynomial as Polynomial
from .power_law import PowerLaw as PowerLaw
from .power_ramp import PowerRamp as PowerRamp
from .product import Product as Product
from .random_uniform import RandomUniform as RandomUniform
from .range_test import RangeTest as RangeTest
from .reduce_on_plateau import ReduceOnPlateau as ReduceOnPlateau
from .repeat import Repeat as Repeat
from .rex import Rex as Rex
from .scale import Scale as Scale
from .scale_by_feedback import ScaleByFeedback as ScaleByFeedback
from .sequence import Sequence as Sequence
from .shift import Shift as Shift
from .sigmoid import Sigmoid as Sigmoid
from .slanted_triangular import SlantedTriangular as SlantedTriangular
from .step import Step as Step
from .sum import Sum as Sum
from .tanh import Tanh as Tanh
from .time_based import TimeBased as TimeBased
from .warmup import Warmup as Warmup
from .warmup_stable_decay import WarmupStableDecay as WarmupStableDecay

Canonical: TypeAlias = (
    AdaptiveFifth  # one line a family
    | ChangeOnPlateau
    | Clip
    | Constant
    | ConstantFactor
    | Cooldown
    | Cosine
    | CosineKDecay
    | CosineRestarts
    | CosineWave
    | CyclicSine
    | CyclicTriangular
    | Exponential
    | ExponentialDecay
    | Expression
    | FollowCost
    | GeometricInterp
    | HalfCosine
    | InverseSqrt
    | InverseTime
    | Linear
    | LinearCosine
    | Multistep
    | NewBob
    | Noam
    | Noise
    | NoisyLinearCosine
    | OneCycle
    | PiecewiseConstant
    | PiecewiseCosine
    | PiecewiseLinear
    | PlateauWithRestart
    | Polynomial
    | PowerLaw
    | PowerRamp
    | Product
    | RandomUniform
    | RangeTest
    | ReduceOnPlateau
    | Repeat
    | Rex
    | Scale
    | ScaleByFeedback
    | Sequence
    | Shift
    | Sigmoid
    | SlantedTriangular
    | Step
    | Sum
    | Tanh
    | TimeBased
    | Warmup
    | WarmupStableDecay
)
