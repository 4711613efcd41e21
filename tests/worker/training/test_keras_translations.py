"""Every kind as a program for Keras, run by Keras and held against the preview."""

from typing import Any

import keras
import numpy as np
import pytest
from typing_extensions import override

from lehr.dialects import KINDS, catalogue, parse
from lehr.schedules import Feedback, FloatArray, Schedule
from lehr.translation import translate
from lehr.translation.probes import furthest
from tests.programs import ran

EXAMPLES = {entry.kind: entry.example for entry in catalogue()}
STEPS = [0, 1, 2, 99, 100, 101, 299, 300, 301, 600, 999, 1000, 1001, 5000, 20_000]
PAIRS = np.zeros((8, 1), dtype=np.float32)


def as_preview(schedule: Schedule, steps: list[int]) -> FloatArray:
    return schedule.rates(np.array(steps), "float32")


class SeenRates(keras.callbacks.Callback):
    def __init__(self) -> None:
        super().__init__()
        self.rates: list[float] = []

    @override
    def on_train_batch_end(self, *_: Any, **__: Any) -> None:
        self.rates.append(float(self.model.optimizer.learning_rate))


def fitted(callback: Any, epochs: int) -> keras.callbacks.History:
    """Train something small, two updates an epoch; the history has the rate of every epoch."""
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.5), loss="mse")
    seen = SeenRates()
    history = model.fit(
        PAIRS, PAIRS + 1, batch_size=4, epochs=epochs, verbose=0, callbacks=[callback, seen]
    )
    history.history["rates"] = seen.rates
    return history


@pytest.mark.parametrize(
    "kind", [kind for kind, cls in KINDS.items() if not issubclass(cls, Feedback)]
)
def test_a_program_for_keras_has_the_rates_of_the_preview(kind: str) -> None:
    schedule = parse(EXAMPLES[kind])
    translation = translate(schedule, "keras")
    program = ran(translation.code)
    if "schedule" in program and "callback" not in program:
        found = [float(program["schedule"](keras.ops.convert_to_tensor(step))) for step in STEPS]
    else:
        found = [program["learning_rate"](step) for step in STEPS]
    assert translation.exact
    assert furthest(np.array(found), as_preview(schedule, STEPS)) <= 1


def test_an_optimizer_takes_a_translated_schedule() -> None:
    schedule = parse(EXAMPLES["one_cycle"])
    translated = ran(translate(schedule, "keras").code)["schedule"]
    optimizer = keras.optimizers.SGD(learning_rate=translated)
    assert float(optimizer.learning_rate) == pytest.approx(as_preview(schedule, [0])[0])


def test_a_translated_schedule_survives_a_saved_optimizer() -> None:
    translated = ran(translate(parse(EXAMPLES["one_cycle"]), "keras").code)["schedule"]
    written = keras.optimizers.schedules.serialize(translated)
    assert type(keras.optimizers.schedules.deserialize(written)) is type(translated)


def test_what_keras_cannot_compute_is_set_before_every_update() -> None:
    schedule = parse(EXAMPLES["noise"])
    translation = translate(schedule, "keras")
    history = fitted(ran(translation.code)["callback"], epochs=3)
    assert "asks plain Python" in translation.notes[0]
    assert history.history["rates"] == as_preview(schedule, [*range(6)]).tolist()


def test_a_rule_without_a_counterpart_is_told_the_metric_by_a_callback() -> None:
    schedule = parse({"kind": "follow_cost", "initial_learning_rate": 0.01, "gain": 0.5})
    assert isinstance(schedule, Feedback)
    program = ran(translate(schedule, "keras").code)
    program["callback"].monitor = "loss"
    history = fitted(program["callback"], epochs=4).history
    expected = schedule.replay(history["loss"], "float32").tolist()
    assert history["rates"][::2] == pytest.approx(expected, rel=1e-6)
