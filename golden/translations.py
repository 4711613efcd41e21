"""Runs every kind's program in the real torch, transformers and optax against the preview."""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from lehr.dialects import catalogue, parse
from lehr.errors import LehrError
from lehr.schedules import Feedback, FloatArray, Precision, Schedule
from lehr.translation import Target, translate
from lehr.translation.probes import furthest
from tests.programs import ran

LAST = 1100
METRIC = [0.9, 0.8, 0.8, 0.8, 0.85, 0.79, *[0.7] * 30, 0.1, *[0.5] * 30, 0.0]


class Checked(NamedTuple):
    """What came of one program."""

    kind: str
    exact: bool
    missed: float
    """How far its rates are from the preview's; up to 1 they are the same."""
    fault: str


def main() -> None:
    """Print, for each library, how many programs ran and the worst that is said to be exact."""
    failed = [line for to, rates in RATES.items() for line in _told(to, rates)]
    sys.exit("\n".join(failed) or None)


def _told(to: Target, rates: Callable[[Mapping[str, Any], Schedule], FloatArray]) -> Iterator[str]:
    checked = [_checked(entry.example, to, rates) for entry in catalogue()]
    exact = [one for one in checked if one.exact and not one.fault]
    worst = max(exact, key=lambda one: one.missed)
    near = max((one.missed for one in checked if not one.exact), default=0)
    sys.stdout.write(
        f"{to}: {len(checked)} programs run, {len(exact)} exact, at worst {worst.missed:.2g} of "
        f"what parity allows ({worst.kind}); the others at worst {near:.2g} of it\n"
    )
    for one in checked:
        if one.fault or (one.exact and not one.missed <= 1):
            yield f"{to}: {one.kind} misses by {one.missed:.2g} {one.fault}"


def _checked(
    example: object, to: Target, rates: Callable[[Mapping[str, Any], Schedule], FloatArray]
) -> Checked:
    schedule = parse(example)
    try:
        translation = translate(schedule, to)
        found = rates(ran(translation.code), schedule)
    except (ArithmeticError, LehrError, LookupError, RuntimeError, TypeError, ValueError) as error:
        return Checked(schedule.kind, exact=True, missed=np.inf, fault=repr(error))
    dtype: Precision = "float32" if to == "optax" else "float64"
    missed = furthest(found, _expected(schedule, dtype)[: len(found)])
    return Checked(schedule.kind, translation.exact, missed, fault="")


def _expected(schedule: Schedule, dtype: Precision) -> FloatArray:
    if isinstance(schedule, Feedback):
        return schedule.replay(METRIC, dtype)
    return schedule.rates(np.arange(LAST), dtype)


def _of_torch(program: Mapping[str, Any], schedule: Schedule) -> FloatArray:
    """Step the program's own optimizer and scheduler."""
    optimizer, scheduler = program["optimizer"], program["scheduler"]
    steps = (
        [(value,) for value in METRIC]
        if isinstance(schedule, Feedback)
        else [()] * _length(schedule)
    )
    rates = []
    for arguments in steps:
        rates.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        scheduler.step(*arguments)
    return np.array(rates)


def _length(schedule: Schedule) -> int:
    """Return how many times torch lets a schedule step."""
    return (getattr(schedule, "total_steps", None) or LAST) if schedule.library == "torch" else LAST


def _of_optax(program: Mapping[str, Any], schedule: Schedule) -> FloatArray:
    if not isinstance(schedule, Feedback):
        compiled = jax.jit(program["schedule"])
        return np.array([compiled(jnp.asarray(step)) for step in range(LAST)], dtype=np.float32)
    state = program["optimizer"].init(jnp.zeros(1))
    if "scheduler" not in program:
        return _scaled(program["optimizer"], state, schedule.model_dump()["learning_rate"])
    rates = []
    for value in METRIC:
        rates.append(float(state.hyperparams["learning_rate"]))
        state = program["scheduler"].step(state, value)
    return np.array(rates, dtype=np.float32)


def _scaled(optimizer: Any, state: Any, learning_rate: float) -> FloatArray:
    """Return the rates of an optimizer that ends in optax's own plateau."""
    scales = []
    for value in METRIC:
        scales.append(float(state[-1].scale))
        _, state = optimizer.update(jnp.zeros(1), state, value=jnp.asarray(value, jnp.float32))
    return np.float32(learning_rate) * np.array(scales, dtype=np.float32)


RATES: Mapping[Target, Callable[[Mapping[str, Any], Schedule], FloatArray]] = {
    "torch": _of_torch,
    "transformers": _of_torch,
    "optax": _of_optax,
}

if __name__ == "__main__":
    main()
