"""A blobs run as one hand-written JAX scan; runs where JAX is installed, and knows nothing of Lehr.

Prints the seconds of each warm run, one a line.
"""

from functools import partial
from time import perf_counter
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

RUNS, EPOCHS, ROWS, BATCH = 30, 200, 500, 32
FULL = ROWS // BATCH
MOMENTUM = 0.9
Tree = dict[str, jax.Array]


def main() -> None:
    """Train once to compile, then again and again."""
    numbers = np.random.default_rng(0)
    inputs = numbers.normal(size=(2, ROWS, 2)).astype(np.float32)
    targets = np.eye(3, dtype=np.float32)[numbers.integers(0, 3, (2, ROWS))]
    weights = {
        "hidden": jnp.asarray(numbers.normal(size=(2, 50)), jnp.float32),
        "hidden_bias": jnp.zeros(50),
        "output": jnp.asarray(numbers.normal(size=(50, 3)), jnp.float32),
        "output_bias": jnp.zeros(3),
    }
    orders = np.tile(np.arange(ROWS, dtype=np.int32), (EPOCHS, 1))
    rates = np.full((EPOCHS, FULL + 1), 0.01, np.float32)
    for run in range(RUNS + 1):
        began = perf_counter()
        train(weights, (inputs, targets), orders, rates).block_until_ready()
        if run:
            print(perf_counter() - began)


def scores(weights: Tree, inputs: jax.Array, targets: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Return the mean cross-entropy and the number of rows that are told right."""
    hidden = jax.nn.relu(inputs @ weights["hidden"] + weights["hidden_bias"])
    logits = hidden @ weights["output"] + weights["output_bias"]
    loss = -(targets * jax.nn.log_softmax(logits)).sum(1).mean()
    return loss, (logits.argmax(1) == targets.argmax(1)).sum()


@jax.jit
def train(weights: Tree, data: Any, orders: Any, rates: Any) -> jax.Array:
    """Return loss and accuracy of every epoch, of the rows trained on and of the others."""
    velocity = jax.tree.map(jnp.zeros_like, weights)
    _, history = jax.lax.scan(partial(epoch, data), (weights, velocity), (orders, rates))
    return history


def epoch(data: Any, state: Any, plan: Any) -> tuple[Any, jax.Array]:
    """Update by all batches, the short last one by itself; then validate."""
    (inputs, targets), (order, rates) = data, plan
    known = inputs[0], targets[0]
    batches = order[: FULL * BATCH].reshape(FULL, BATCH)
    state, (losses, right) = jax.lax.scan(partial(update, known), state, (batches, rates[:-1]))
    state, (loss, more) = update(known, state, (order[FULL * BATCH :], rates[-1]))
    tested, passed = scores(state[0], inputs[1], targets[1])
    return state, jnp.stack([losses.sum() + loss, right.sum() + more, tested * ROWS, passed]) / ROWS


def update(data: Any, state: Any, batch: Any) -> tuple[Any, Any]:
    """Descend with momentum, and return the batch's sums of losses and of rows told right."""
    (inputs, targets), (weights, velocity), (rows, rate) = data, state, batch
    grade = jax.value_and_grad(scores, has_aux=True)
    (loss, right), gradients = grade(weights, inputs[rows], targets[rows])
    velocity = jax.tree.map(lambda v, g: MOMENTUM * v - rate * g, velocity, gradients)
    return (jax.tree.map(jnp.add, weights, velocity), velocity), (loss * len(rows), right)


if __name__ == "__main__":
    main()
