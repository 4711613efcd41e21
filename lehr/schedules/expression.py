"""The rate that a formula of one's own says."""

from typing import Annotated, ClassVar, Final, Literal

import numpy as np
from pydantic import ConfigDict, Field, ValidationInfo, field_validator
from typing_extensions import override

from lehr.errors import InvalidRequest, Violation

from .base import FloatArray, Precision, Schedule, StepArray
from .formula import MOST_CHARACTERS, check_names, evaluate, parse, refused_names

HIGHEST: Final = 1000.0
"""No learning rate of a formula may be higher."""


class Expression(Schedule):
    """lr(t) = what `formula` amounts to at step t, in float64.

    A formula has numbers, `step`, `pi`, `e` and the names of `constants`, the operators + - * / **
    with Python's precedence, min max clip abs exp log sqrt cos sin tanh floor ceil, and
    where(a < b, then, otherwise) with any comparison.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    title: ClassVar = "Formula of one's own"
    formula: ClassVar = "what `formula` says of `step` and `constants`"
    example: ClassVar = {
        "formula": "lr0 * exp(-d * step)",
        "constants": {"lr0": 0.1, "d": 0.01},
    }

    kind: Literal["expression"] = "expression"
    constants: Annotated[
        dict[str, float],
        Field(default_factory=dict, max_length=32, description="Numbers that the formula names."),
    ]
    # Every kind has a text named `formula` for the catalogue; in documents this one has the name.
    text: Annotated[
        str,
        Field(
            alias="formula",
            min_length=1,
            max_length=MOST_CHARACTERS,
            description="The learning rate in terms of `step` and the constants.",
        ),
    ]

    @field_validator("constants")
    @classmethod
    def _names_are_free(cls, constants: dict[str, float]) -> dict[str, float]:
        if refused := refused_names(constants):
            raise ValueError(f"a constant cannot have the name {', '.join(refused)}")
        return constants

    @field_validator("text")
    @classmethod
    def _can_be_computed(cls, text: str, info: ValidationInfo) -> str:
        tree = parse(text)
        if "constants" in info.data:
            check_names(text, tree, info.data["constants"])
        return text

    @override
    def compute(self, steps: StepArray, arithmetic: Precision) -> FloatArray:
        constants = {name: np.float64(value) for name, value in self.constants.items()}
        value = evaluate(parse(self.text), {"step": steps.astype(np.float64), **constants})
        rates: FloatArray = np.zeros(steps.shape) + value
        _refuse_outside(steps, rates)
        return rates


def _refuse_outside(steps: StepArray, rates: FloatArray) -> None:
    inside = (rates >= 0) & (rates <= HIGHEST)
    if inside.all():
        return
    first = np.where(inside, np.iinfo(np.int64).max, steps).argmin()
    rule = f"the learning rate must be in [0, {HIGHEST:g}]"
    found = f"at step {steps[first]} it is {rates[first]!s}"
    raise InvalidRequest([Violation("/formula", f"{rule}; {found}")])
