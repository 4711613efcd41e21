"""The rates of optax's reduce_on_plateau: the real transformation, fed with traces of a metric."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import jax.numpy as jnp
import numpy as np
from optax.contrib import reduce_on_plateau

STEPS = (-0.3, -0.01, 0.0, 0.01, 0.3)


def traces() -> Iterator[dict[str, object]]:
    """Yield every case as a schedule, the metric after each epoch, and the rate used in it."""
    for metric, parameters in product(_metrics(), _parameters()):
        schedule = {"kind": "optax.reduce_on_plateau", "learning_rate": 0.1, **parameters}
        yield {"schedule": schedule, "metric": metric, "rates": list(_rates(metric, parameters))}


def _parameters() -> Iterator[dict[str, Any]]:
    yield {}
    yield {"patience": 1, "factor": 0.3}
    yield {"patience": 2, "factor": 0.5, "cooldown": 3, "min_scale": 0.03}
    yield {"patience": 2, "factor": 0.7, "rtol": 0.0, "atol": 0.05}
    yield {"patience": 3, "factor": 0.9, "rtol": 0.05, "atol": 0.01, "cooldown": 1}
    yield {"patience": 1, "factor": 0.5, "accumulation_size": 3}
    yield {"patience": 2, "factor": 0.5, "accumulation_size": 4, "cooldown": 1}


def _metrics() -> Iterator[list[float | str]]:
    yield [1.0] * 30
    yield _wandering(1, start=2.0)
    yield _wandering(2, start=-2.0)
    yield ["NaN", "Infinity", *_wandering(3, start=1.0), "-Infinity", *_wandering(4, start=1.0)]
    yield [1.0, *([0.9999, 1.0001] * 20)]


def _wandering(seed: int, *, start: float) -> list[float]:
    moves = np.random.default_rng(seed).choice(STEPS, size=40)
    return [float(value) for value in start + moves.cumsum()]


def _rates(metric: list[float | str], parameters: dict[str, Any]) -> Iterator[float]:
    """Yield the scaled rate of each epoch, whose metric is known to the update after it."""
    transformation = reduce_on_plateau(**parameters)
    rate = jnp.float32(0.1)
    state = transformation.init(rate)
    scaled = rate
    for value in metric:
        yield float(scaled)
        scaled, state = transformation.update(rate, state, value=float(value))
