"""What a training changes and remembers, so that it can go on from a copy."""

from collections.abc import Sequence
from typing import Any

import keras
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from lehr.experiments.range_test import Divergence


class Memory(BaseModel):
    """A training's own numbers between two epochs, besides the model's variables."""

    model_config = ConfigDict(frozen=True, ser_json_inf_nan="strings")

    max_abs_error: float
    """The largest distance between a used rate and the planned one so far."""
    state: str | None
    """Of a schedule that answers to a metric, as its own JSON."""
    divergence: Divergence
    """Of a range test; as it begins where there is none."""


def copied(model: keras.Model) -> list[NDArray[Any]]:
    """Return a copy of everything that training changes: weights, slots and random state."""
    return [variable.numpy() for variable in _variables(model)]


def restore(model: keras.Model, copies: Sequence[NDArray[Any]]) -> None:
    """Go back to where a model of the same making was when it was copied."""
    for variable, copy in zip(_variables(model), copies, strict=True):
        variable.assign(copy)


def _variables(model: keras.Model) -> list[keras.Variable]:
    return [*model.variables, *model.optimizer.variables]
