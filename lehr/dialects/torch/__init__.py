"""The spellings of `torch.optim.lr_scheduler` and `SWALR`, as of PyTorch 2.13.

Parameters are torch's, with `lr` for the rate that torch takes from the optimizer. Left out is
what cannot be written down: functions (`LambdaLR`, `MultiplicativeLR`, `scale_fn`), the optimizer,
and `last_epoch`, which resumes.
"""

from typing import TypeAlias

from .chained import ChainedScheduler as ChainedScheduler
from .constant import ConstantLR as ConstantLR
from .cosine_annealing import CosineAnnealingLR as CosineAnnealingLR
from .cyclic import CyclicLR as CyclicLR
from .exponential import ExponentialLR as ExponentialLR
from .linear import LinearLR as LinearLR
from .multi_step import MultiStepLR as MultiStepLR
from .one_cycle import OneCycleLR as OneCycleLR
from .polynomial import PolynomialLR as PolynomialLR
from .sequential import SequentialLR as SequentialLR
from .step import StepLR as StepLR
from .swa import SWALR as SWALR
from .warm_restarts import CosineAnnealingWarmRestarts as CosineAnnealingWarmRestarts

TorchSpelling: TypeAlias = (
    ChainedScheduler  # one line a spelling
    | ConstantLR
    | CosineAnnealingLR
    | CosineAnnealingWarmRestarts
    | CyclicLR
    | ExponentialLR
    | LinearLR
    | MultiStepLR
    | OneCycleLR
    | PolynomialLR
    | SequentialLR
    | StepLR
    | SWALR
)
