"""Schedules that answer to a metric: the rates are those of a preview of the history."""

from typing import Any

import keras
import numpy as np
import pytest

from lehr.dialects import parse
from lehr.errors import InvalidRequest
from lehr.preview import PreviewOptions, preview
from tests.worker.training.runs import HIDDEN, OUTPUT, Heard, listening, resolved, trained
from worker.trainer import Trainer
from worker.training import program
from worker.training.assembly import assemble
from worker.training.compiled import CompiledTrainer
from worker.training.data import prepare, training_feed, validation_feed
from worker.training.fit import fit

# Keras's own callback reads the rate in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

Document = dict[str, Any]

RATE = 0.5
"""So high that the loss wanders, and plateaus are met."""
KERAS = {
    "kind": "keras.ReduceLROnPlateau",
    "initial_learning_rate": RATE,
    "factor": 0.5,
    "patience": 2,
}
TORCH = {"kind": "torch.ReduceLROnPlateau", "lr": RATE, "factor": 0.7, "patience": 1}
RAMP = {
    "kind": "warmup",
    "steps": 10,
    "schedule": {"kind": "cosine", "initial_learning_rate": RATE, "decay_steps": 500},
}
SCHEDULES: list[Document] = [
    KERAS,
    KERAS | {"monitor": "val_accuracy", "cooldown": 2, "min_delta": 0.01},
    TORCH,
    {
        "kind": "optax.reduce_on_plateau",
        "learning_rate": RATE,
        "factor": 0.5,
        "patience": 2,
        "cooldown": 1,
    },
    {"kind": "timm.plateau", "lr": RATE, "patience_t": 1, "warmup_t": 3, "mode": "min"},
    {"kind": "follow_cost", "initial_learning_rate": 0.01, "gain": 1.0},
    {"kind": "scale_by_feedback", "schedule": RAMP, "feedback": TORCH},
    {
        "kind": "change_on_plateau",
        "schedules": [RAMP, {"kind": "constant", "learning_rate": 0.1}],
        "patience": 3,
    },
]
EPOCHS = 40


def column(heard: Heard, name: str) -> list[float]:
    names = ["accuracy"]
    return [record.named(names)[name] for record in heard.records]


def previewed(schedule: Document, metric: list[float]) -> list[float]:
    """Return the rate of each epoch's last update."""
    _, plan = resolved(schedule=schedule)
    length = plan.steps_per_epoch
    asked = {"metric": metric, "steps_per_epoch": length, "dtype": "float32", "points": 10_000}
    curve = preview(parse(schedule), PreviewOptions.model_validate(asked))
    return [float(str(rate)) for rate in curve.learning_rates[length - 1 :: length]]


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: schedule["kind"])
def test_the_rates_are_those_of_a_preview_of_the_recorded_metric(
    train: Trainer, schedule: Document
) -> None:
    heard = trained(train, schedule=schedule, epochs=EPOCHS)
    metric = column(heard, schedule.get("monitor", "val_loss"))
    assert heard.rates == previewed(schedule, metric)
    assert len(set(heard.rates)) > 1
    assert heard.outcome is not None
    assert heard.outcome.max_abs_error == 0


def test_keras_own_callback_gives_the_same_training() -> None:
    heard = trained(fit, schedule=KERAS, epochs=EPOCHS)
    experiment, plan = resolved(schedule=KERAS, epochs=EPOCHS)
    data = prepare(experiment, plan, listening(Heard()))
    model = assemble(experiment)
    model.optimizer.learning_rate = RATE
    history = model.fit(
        training_feed(data.train, experiment),
        steps_per_epoch=plan.steps_per_epoch,
        epochs=EPOCHS,
        validation_data=validation_feed(data.validation, experiment),
        callbacks=[keras.callbacks.ReduceLROnPlateau(factor=0.5, patience=2)],
        shuffle=False,
        verbose=0,
    ).history
    assert column(heard, "val_loss") == history["val_loss"]
    assert np.array(heard.rates, np.float32).tolist() == history["learning_rate"]


def test_epochs_trained_on_trust_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    layers = [HIDDEN, {"layer": "BatchNormalization"}, {"layer": "Dropout", "rate": 0.1}, OUTPUT]
    run = {
        "schedule": TORCH | {"patience": 5, "lr": 0.05},
        "model": {"layers": layers},
        "optimizer": {"name": "Adam", "use_ema": True},
        "epochs": 100,
    }
    together = trained(CompiledTrainer(), **run)
    monkeypatch.setattr(program, "MAX_EPOCHS", 1)
    apart = trained(CompiledTrainer(), **run)
    assert together.records == apart.records
    assert together.outcome == apart.outcome
    assert len(set(together.rates)) > 2


def test_without_validation_the_loss_decides(compiled: CompiledTrainer) -> None:
    heard = trained(compiled, schedule=TORCH, epochs=EPOCHS, validation=None)
    assert heard.rates == previewed(TORCH, column(heard, "loss"))


def test_the_experiment_says_what_a_schedule_answers_to(compiled: CompiledTrainer) -> None:
    schedule = TORCH | {"mode": "max"}
    heard = trained(compiled, schedule=schedule, epochs=EPOCHS, monitor="accuracy")
    assert heard.rates == previewed(schedule, column(heard, "accuracy"))


def test_a_metric_that_is_not_a_number_is_answered_to(compiled: CompiledTrainer) -> None:
    schedule = TORCH | {"lr": 1e30}
    heard = trained(compiled, schedule=schedule, epochs=EPOCHS)
    assert heard.rates == previewed(schedule, column(heard, "val_loss"))
    assert heard.rates[-1] < heard.rates[0]


def test_a_rate_that_is_not_finite_ends_the_training_after_its_cause(train: Trainer) -> None:
    heard = Heard()
    explosive = {"kind": "follow_cost", "initial_learning_rate": 0.01, "gain": 1000.0}
    with pytest.raises(InvalidRequest, match="the learning rate must be finite"):
        train(*resolved(schedule=explosive), listening(heard))
    assert len(heard.records) == 1
