"""A model that is taken away opens in plain Keras, and scores as its history says."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from tests.worker.training.runs import BODY, HIDDEN, OUTPUT, Heard, listening, resolved
from worker.trainer import Report, Trainer
from worker.training.assembly import digest
from worker.training.data import prepare

# TensorFlow's variables do not know NumPy 2's way to ask for their value, which Keras uses.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
EXPERIMENTS: dict[str, dict[str, Any]] = {
    "momentum": {"optimizer": {"name": "SGD", "momentum": 0.9}},
    "random layers": {
        "model": {
            "layers": [
                HIDDEN,
                {"layer": "BatchNormalization"},
                {"layer": "Dropout", "rate": 0.3},
                OUTPUT,
            ]
        },
        "optimizer": {"name": "Adam", "weight_decay": 0.01},
    },
    "what Keras has no classes for": {
        "model": {"layers": [HIDDEN | {"name": "hidden"}, OUTPUT]},
        "layer_rates": {"hidden": 0.5},
        "steps_history": True,
    },
}
OPENED = """
import sys, keras
model = keras.models.load_model(sys.argv[1])
print(*sorted({type(part).__module__.split(".")[0] for part in (model, model.optimizer)}))
"""


def kept(train: Trainer, **changes: object) -> tuple[Heard, bytes]:
    """Train a small run, and return its file."""
    heard, files = Heard(), list[bytes]()

    def keep(save: Callable[[], bytes]) -> None:
        files.append(save())

    heard.outcome = train(*resolved(epochs=5, **changes), listening(heard, keep=keep))
    [file] = files
    return heard, file


@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_the_file_has_the_weights_of_the_run_and_its_scores(
    train: Trainer, experiment: str, tmp_path: Path
) -> None:
    changes = EXPERIMENTS[experiment]
    heard, file = kept(train, **changes)
    (tmp_path / "model.keras").write_bytes(file)
    model = keras.models.load_model(tmp_path / "model.keras")
    assert heard.outcome
    assert digest(model) == heard.outcome.weights_sha256
    rows, labels = validation(**changes)
    scores = model.evaluate(rows, labels, batch_size=BODY["batch_size"], verbose=0)
    last = heard.records[-1]
    assert scores == pytest.approx([last.val_loss, *(last.val_metrics or [])], rel=1e-5)


def validation(**changes: object) -> Any:
    experiment, plan = resolved(**changes)
    report = Report(epoch=print, steps=print, heed=lambda: None, warn=print)
    return prepare(experiment, plan, report).validation


def test_the_optimizer_goes_on_where_it_stood(train: Trainer, tmp_path: Path) -> None:
    heard, file = kept(train, **EXPERIMENTS["momentum"])
    (tmp_path / "model.keras").write_bytes(file)
    optimizer = keras.models.load_model(tmp_path / "model.keras").optimizer
    assert int(optimizer.iterations) == 5 * 4
    assert float(optimizer.learning_rate) == pytest.approx(heard.rates[-1])
    assert any(np.any(slot != 0) for slot in (one.numpy() for one in optimizer.variables[2:]))


def test_nothing_of_lehr_is_needed_to_open_a_file(train: Trainer, tmp_path: Path) -> None:
    _, file = kept(train, **EXPERIMENTS["what Keras has no classes for"])
    (tmp_path / "model.keras").write_bytes(file)
    opened = subprocess.run(
        [sys.executable, "-I", "-c", OPENED, "model.keras"],
        check=True,
        capture_output=True,
        cwd=tmp_path,
    )
    assert opened.stdout.decode().split() == ["keras"]
