"""The spellings of `timm.scheduler` that are functions of the step, as of timm 1.0.31.

A kind is named as `create_scheduler` names it, and takes the arguments of the class behind it.
"""

from typing import TypeAlias

from .cosine import Cosine as Cosine
from .multistep import Multistep as Multistep
from .poly import Poly as Poly
from .step import Step as Step
from .tanh import Tanh as Tanh

TimmSpelling: TypeAlias = (
    Cosine  # one line a spelling
    | Multistep
    | Poly
    | Step
    | Tanh
)
