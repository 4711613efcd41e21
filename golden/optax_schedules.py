"""The rates of optax's schedules, as its optimizers ask for them: an int32 count, float32 rates."""

from collections.abc import Iterator, Mapping
from typing import Any

import jax.numpy as jnp
import optax

from golden.optax_cases import CASES
from golden.steps import around


def curves() -> Iterator[dict[str, object]]:
    """Yield every case as a schedule, the steps, and the rate of each."""
    for name, cases in CASES.items():
        for parameters, boundaries, last in cases:
            steps = around(*boundaries, last=last)
            made = _made(name, parameters)
            rates = [float(jnp.float32(made(jnp.asarray(step, jnp.int32)))) for step in steps]
            schedule = {"kind": f"optax.{name}", **parameters}
            yield {"schedule": schedule, "steps": steps, "rates": rates}


def _made(name: str, parameters: Mapping[str, Any]) -> optax.Schedule:
    arguments = {key: _argument(key, value) for key, value in parameters.items()}
    made: optax.Schedule = getattr(optax, name)(**arguments)
    return made


def _argument(name: str, value: Any) -> Any:
    """Return a parameter as Python has it, where JSON has another way to say it."""
    if name == "boundaries_and_scales":
        return {int(boundary): scale for boundary, scale in value.items()}
    if name == "schedules":
        return [
            _made(child["kind"].removeprefix("optax."), _without_kind(child)) for child in value
        ]
    return value


def _without_kind(child: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in child.items() if name != "kind"}
