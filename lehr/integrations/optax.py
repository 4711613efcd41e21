"""Schedules of Lehr as schedules of optax."""

from typing import TypeAlias

import jax
import jax.numpy as jnp
import optax

from .table import STEPS, stepwise, table

Count: TypeAlias = jax.Array | int


def schedule(
    spec: object, steps: int = STEPS, *, steps_per_epoch: int | None = None
) -> optax.Schedule:
    """Return the function from an update's count to the preview's float32 rate, fit for `jit`.

    The rates of `steps` updates are computed beforehand and looked up; from there on the last one
    holds. With `steps_per_epoch` the schedule counts epochs of so many updates. Raises
    InvalidRequest for a schedule that cannot be had, or one that answers to a metric.
    """
    rates = jnp.asarray(table(stepwise(spec), steps, steps_per_epoch))

    def learning_rate(count: Count) -> jax.Array:
        return jnp.take(rates, count // (steps_per_epoch or 1), mode="clip")

    return learning_rate
