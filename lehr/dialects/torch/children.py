"""The schedulers of torch that may stand inside others, where the outermost has the base rate."""

from collections.abc import Callable, Sequence
from typing import Annotated, Final, TypeAlias

from pydantic import Field, WrapValidator

from lehr.schedules import Schedule
from lehr.schedules.nesting import one_deeper

from .constant import ConstantRule
from .cosine_annealing import CosineAnnealingRule
from .cyclic import CyclicLR
from .exponential import ExponentialRule
from .linear import LinearRule
from .multi_step import MultiStepRule
from .one_cycle import OneCycleLR
from .polynomial import PolynomialRule
from .rule import Rule
from .step import StepRule
from .swa import SWARule
from .warm_restarts import WarmRestartsRule

_SHARING: Final = (OneCycleLR, SWARule)
"""Rules that keep their numbers in the optimizer, where a second one overwrites the first's."""


def deeper(value: object, validate: Callable[[object], Rule]) -> Rule:
    """Validate a scheduler that stands inside another."""
    with one_deeper():
        return validate(value)


Leaf: TypeAlias = (
    ConstantRule
    | CosineAnnealingRule
    | CyclicLR
    | ExponentialRule
    | LinearRule
    | MultiStepRule
    | OneCycleLR
    | PolynomialRule
    | StepRule
    | SWARule
    | WarmRestartsRule
)
Child: TypeAlias = Annotated[Leaf, Field(discriminator="kind"), WrapValidator(deeper)]
"""A scheduler without `lr`."""


def base_rates(rules: Sequence[Rule], base: float) -> tuple[list[float], float]:
    """Return the base rate that each rule is made with, in their order, and the one left after."""
    bases = []
    for index, rule in enumerate(rules):
        base = rule.initial_rate(base, first=index == 0)
        bases.append(base)
    return bases, base


def refuse_shared(rules: Sequence[Schedule]) -> None:
    """Raise ValueError where two rules would overwrite each other's numbers."""
    for kind in _SHARING:
        if sum(isinstance(rule, kind) for rule in rules) > 1:
            name = kind.model_fields["kind"].default
            raise ValueError(f"only one {name} can act on an optimizer: torch mixes up two")
