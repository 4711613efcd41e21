"""In what a program that is written out differs from the schedule that it says."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from lehr.dialects.torch.rule import Recurrent
from lehr.schedules import Precision, Schedule

from .probes import furthest, probes
from .program import Program, closed_form
from .writing import distinct

_APART: Final = 97
_FARTHEST: Final = 150_000
"""Steps beyond are not worth the time that it takes to add up to them."""


def drifts(schedule: Schedule, dtype: Precision) -> Iterator[str]:
    """Yield a note for every scheduler of torch whose closed form is not what torch adds up to.

    `dtype` is what the rates are wanted in.
    """
    for one in _written_out(schedule):
        if not isinstance(one, Recurrent):
            continue
        steps = np.union1d(probes(one), np.arange(0, _FARTHEST, _APART))
        steps = steps[steps <= _FARTHEST]
        recurred, closed = one.rates(steps, dtype), closed_form(one, steps).astype(dtype)
        if furthest(closed, recurred) > 1:
            away = abs(closed - recurred).max()
            yield (
                f"{one.kind} computes each rate from the one before; this is its closed form, "
                f"at most {away:.1e} away from it at the steps that were compared"
            )


def in_float32(schedule: Schedule) -> Iterator[str]:
    """Yield a note where a program in float32 says what is computed in float64."""
    if schedule.arithmetic == "float64":
        yield (
            "JAX computes in float32 unless told otherwise, where the preview computes in float64 "
            "and rounds once: the last digits differ, and far out more of them"
        )


def in_float64(schedule: Schedule, functions: Program) -> Iterator[str]:
    """Yield a note where a program in float64 says what is in part computed in float32."""
    nodes = (node for function in functions for node in distinct(function.graph))
    if any(node.dtype == "float32" for node in nodes):
        inside = [one.kind for one in _written_out(schedule) if one.arithmetic == "float32"]
        for kind in dict.fromkeys(inside):
            yield f"{kind} computes in float32 inside this schedule; here in float64"


def _written_out(schedule: Schedule) -> Iterator[Schedule]:
    """Yield the schedules that are functions of their own, of which torch's hold theirs inside."""
    yield schedule
    if not isinstance(schedule, Recurrent):
        for child in schedule.children:
            yield from _written_out(child)
