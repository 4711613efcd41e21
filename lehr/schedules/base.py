"""What a schedule is: frozen parameters and a pure, vectorised function of the step."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, ClassVar, Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from typing_extensions import override

from lehr.errors import InvalidRequest, Violation

from .turns import Turns, merged

FloatArray: TypeAlias = NDArray[np.floating[Any]]
StepArray: TypeAlias = NDArray[np.int64]
Precision: TypeAlias = Literal["float64", "float32"]

_BLOCK: Final = 32_768


@dataclass(frozen=True)
class Caution:
    """Something about a schedule's arithmetic that whoever reads its rates should know."""

    code: str
    detail: str


class Schedule(BaseModel):
    """A learning rate for every step >= 0, decided by the parameters alone.

    Frozen and strict: unknown fields, NaN, infinity and strings for numbers are refused, integers
    become floats, in defaults too: a schedule has one hash. The class variables describe the kind
    in the catalogue.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, strict=True, validate_default=True
    )

    library: ClassVar[str | None] = None
    """The library whose spelling this is; None for Lehr's own kinds."""
    family: ClassVar[str | None] = None
    """The canonical kind that a library's kind is another name for, if it does not map to one."""
    arithmetic: ClassVar[Precision] = "float64"
    """What the kind computes in at home, and the dtype of its rates unless another is asked for."""
    title: ClassVar[str]
    """The kind in a few words."""
    formula: ClassVar[str]
    """The rate in terms of the parameters and `step`."""
    example: ClassVar[Mapping[str, object]]
    """Parameters that make a curve worth looking at."""

    kind: str
    """The discriminator: file name, and class name in snake case."""

    @property
    def children(self) -> Sequence["Schedule"]:
        """The schedules that this one is made of."""
        return ()

    def cautions(self, last_step: int) -> Sequence[Caution]:
        """Return what to know about rates up to `last_step`, each once."""
        if not (children := self.children):
            return ()
        told = [caution for child in children for caution in child.cautions(last_step)]
        return tuple(dict.fromkeys(told))

    def recurred(self, last_step: int) -> int:
        """Return how many rates are computed one from the other on the way to `last_step`."""
        return sum([child.recurred(last_step) for child in self.children])

    def turns(self, first: int) -> Turns:
        """Yield the turns of the curve from step `first` >= 1 on, without what a metric does."""
        return merged([child.turns(first) for child in self.children])

    @np.errstate(all="ignore")
    def rates(self, steps: StepArray, dtype: Precision | None = None) -> FloatArray:
        """Return the learning rate of each step, in `dtype`.

        A kind of a float32 library computes in `dtype`; every other in float64, cast once.
        Raises InvalidRequest, naming the first such step, where the rate is not finite.
        """
        dtype = dtype or self.arithmetic
        arithmetic = dtype if self.arithmetic == "float32" else "float64"
        rates = self.compute(steps, arithmetic).astype(dtype, copy=False)
        refuse_overflow(rates, steps, "step")
        return rates

    @abstractmethod
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        """Return the unchecked rates, computed in `arithmetic`: what a family has to say."""


class ClosedForm(Schedule):
    """A schedule whose rate is an elementwise formula of the step."""

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        return elementwise(self.at, steps, arithmetic)

    @abstractmethod
    def at(self, t: FloatArray) -> FloatArray:
        """Return the rates at steps `t`, which has the dtype to compute in."""


def elementwise(
    formula: Callable[[FloatArray], FloatArray], steps: StepArray, arithmetic: Precision
) -> FloatArray:
    """Return what a formula makes of each step alone, in blocks that a processor's cache holds."""
    if steps.shape[0] <= _BLOCK:
        return formula(steps.astype(arithmetic))
    rates = np.empty(steps.shape, arithmetic)
    for first in range(0, steps.shape[0], _BLOCK):
        block = slice(first, first + _BLOCK)
        rates[block] = formula(steps[block].astype(arithmetic))
    return rates


def refuse_overflow(rates: FloatArray, at: StepArray, unit: str) -> None:
    """Raise InvalidRequest with the first step or epoch, by `unit`, whose rate is not finite."""
    # Far sooner than to look at each: a product with what is not finite is not either.
    if isfinite(rates.dot(rates)):
        return
    finite = np.isfinite(rates)
    if finite.all():
        return
    first = f"{unit} {at[~finite].min()}"
    rule = f"the learning rate must be finite; at {first} it is not a finite {rates.dtype}"
    raise InvalidRequest([Violation("", rule)])
