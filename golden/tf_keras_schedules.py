"""The rates of the schedules that TF-Keras has and Keras 3 no longer, asked for step by step."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import tensorflow as tf
from tf_keras.src.optimizers.schedules import learning_rate_schedule

from golden.steps import around

Case: TypeAlias = tuple[dict[str, Any], tuple[int, ...], int]

CASES: dict[str, list[Case]] = {
    "LinearCosineDecay": [
        ({"initial_learning_rate": 0.1, "decay_steps": 1000}, (500, 1000), 1500),
        (
            {
                "initial_learning_rate": 0.3,
                "decay_steps": 333,
                "num_periods": 2.5,
                "alpha": 0.2,
                "beta": 0.01,
            },
            (66, 133, 200, 333),
            400,
        ),
        ({"initial_learning_rate": 1.0, "decay_steps": 1, "beta": 0}, (1,), 5),
        (
            {"initial_learning_rate": 3e-4, "decay_steps": 123_456.7, "num_periods": 7},
            (65_536, 123_456, 123_457),
            200_000,
        ),
    ],
    # The noise is TF-Keras's own, and another one at every call: only without it rates compare.
    "NoisyLinearCosineDecay": [
        (
            {"initial_learning_rate": 0.1, "decay_steps": 1000, "initial_variance": 0},
            (500, 1000),
            1500,
        ),
        (
            {
                "initial_learning_rate": 0.3,
                "decay_steps": 333,
                "initial_variance": 0.0,
                "variance_decay": 2,
                "num_periods": 2.5,
                "alpha": 0.2,
                "beta": 0.01,
                "seed": 7,
            },
            (66, 133, 200, 333),
            400,
        ),
        (
            {
                "initial_learning_rate": 1.0,
                "decay_steps": 1,
                "initial_variance": 0,
                "variance_decay": 0,
                "beta": 0,
            },
            (1,),
            5,
        ),
    ],
}


def curves() -> Iterator[dict[str, object]]:
    """Yield every case as a schedule, the steps, and the rate that is computed for each."""
    for name, cases in CASES.items():
        for parameters, boundaries, last in cases:
            schedule = getattr(learning_rate_schedule, name)(**parameters)
            steps = around(*boundaries, last=last)
            rates = [float(schedule(tf.constant(s, tf.int64))) for s in steps]
            document = {"kind": f"tf_keras.{name}", **parameters}
            yield {"schedule": document, "steps": steps, "rates": rates}
