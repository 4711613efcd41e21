"""What a training remembers besides variables, and all of it as a snapshot to go on from."""

from collections.abc import Sequence
from typing import Any

import keras
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from worker.trainer import Snapshot

from .planned_rates import PlannedRates


class Memory(BaseModel):
    """A training's own numbers between two epochs."""

    model_config = ConfigDict(frozen=True, ser_json_inf_nan="strings")

    max_abs_error: float
    """The largest distance between a used rate and the planned one so far."""
    state: str | None
    """Of a schedule that answers to a metric, as its own JSON."""


def snapshot(
    model: keras.Model, planned: PlannedRates, *, epoch: int, max_abs_error: float
) -> Snapshot:
    """Return all that the training of `model` needs to go on after `epoch`."""
    memory = Memory(max_abs_error=max_abs_error, state=planned.state)
    return Snapshot(epoch, copied(model), memory.model_dump_json().encode())


def recall(model: keras.Model, planned: PlannedRates, start: Snapshot) -> float:
    """Go back to where a training of the same experiment was, and return its `max_abs_error`."""
    memory = Memory.model_validate_json(start.memory)
    restore(model, start.arrays)
    planned.resume(start.epoch, memory.state)
    return memory.max_abs_error


def copied(model: keras.Model) -> list[NDArray[Any]]:
    """Return a copy of everything that training changes: weights, slots and random state."""
    return [variable.numpy() for variable in _variables(model)]


def restore(model: keras.Model, copies: Sequence[NDArray[Any]]) -> None:
    """Go back to where a model of the same making was when it was copied."""
    for variable, copy in zip(_variables(model), copies, strict=True):
        variable.assign(copy)


def _variables(model: keras.Model) -> list[keras.Variable]:
    return [*model.variables, *model.optimizer.variables]
