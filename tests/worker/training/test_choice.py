"""Which trainer a run gets."""

import pytest

from tests.worker.training.runs import OUTPUT, Heard, resolved, trained
from worker.trainer import Report, TrainingFailed
from worker.training.choice import ChosenTrainer

EPOCHS = 2
COMPUTED = {
    "layers": [
        {"layer": "BatchNormalization", "center": False, "scale": False},
        {"layer": "ReLU"},
        {"layer": "Embedding", "input_dim": 100, "output_dim": 2},
        {"layer": "Flatten"},
        OUTPUT,
    ]
}


@pytest.fixture(scope="module")
def train() -> ChosenTrainer:
    return ChosenTrainer()


def used(heard: Heard) -> str:
    assert heard.outcome is not None
    assert len(heard.records) == EPOCHS
    return heard.outcome.trainer_used


@pytest.mark.parametrize(
    ("asked", "expected"), [("auto", "compiled"), ("compiled", "compiled"), ("fit", "fit")]
)
def test_a_run_is_trained_as_it_asks(train: ChosenTrainer, asked: str, expected: str) -> None:
    heard = trained(train, trainer=asked, epochs=EPOCHS)
    assert used(heard) == expected
    assert heard.warnings == []


def test_what_cannot_be_compiled_is_trained_with_fit_and_says_why(train: ChosenTrainer) -> None:
    heard = trained(train, model=COMPUTED, epochs=EPOCHS)
    assert used(heard) == "fit"
    (warning,) = heard.warnings
    assert warning.code == "not-compiled"
    assert "XLA checks no indices" in warning.detail


def test_a_run_that_asks_for_compilation_never_falls_back(train: ChosenTrainer) -> None:
    experiment, plan = resolved(model=COMPUTED, epochs=EPOCHS)
    asked = experiment.model_copy(update={"trainer": "compiled"})
    heard = Heard()
    with pytest.raises(TrainingFailed) as failure:
        train(
            asked,
            plan,
            Report(heard.records.append, heard.steps.extend, lambda: None, heard.warnings.extend),
        )
    assert failure.value.code == "cannot-compile"
    assert heard == Heard()
