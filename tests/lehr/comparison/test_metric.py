"""The metric of a comparison, and its direction."""

import pytest

from lehr.comparison.metric import chosen_metric, higher_is_better
from lehr.errors import InvalidRequest
from lehr.experiments.vocabulary import vocabulary

TRAINED = ["epoch", "learning_rate", "loss", "accuracy"]
LOWER = {
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "CategoricalHinge",
    "FalseNegatives",
    "FalsePositives",
    "Hinge",
    "KLDivergence",
    "LogCoshError",
    "MeanAbsoluteError",
    "MeanAbsolutePercentageError",
    "MeanSquaredError",
    "MeanSquaredLogarithmicError",
    "Poisson",
    "RootMeanSquaredError",
    "SparseCategoricalCrossentropy",
    "SquaredHinge",
}


@pytest.mark.parametrize(
    ("columns", "metric"),
    [
        ([*TRAINED, "val_loss", "val_accuracy"], "val_accuracy"),
        (["epoch", "learning_rate", "loss", "mae", "val_loss", "val_mae"], "val_loss"),
        (TRAINED, "loss"),
    ],
)
def test_validation_is_preferred(columns: list[str], metric: str) -> None:
    assert chosen_metric(columns, None) == metric


@pytest.mark.parametrize("asked", ["val_accuracy", "learning_rate", "epoch", ""])
def test_a_metric_that_no_run_measures_is_refused_with_those_there_are(asked: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        chosen_metric(TRAINED, asked)
    [violation] = refusal.value.violations
    assert violation.pointer == "/metric"
    assert violation.detail == f'`metric` must be one of loss, accuracy; received "{asked}"'


@pytest.mark.parametrize("name", list(vocabulary().metrics.entries))
def test_losses_errors_and_mistakes_are_to_fall(name: str) -> None:
    column = vocabulary().metrics.entries[name].name
    for metric in (column, f"val_{column}", f"{column}_1", name):
        assert higher_is_better(metric) is (name not in LOWER)


@pytest.mark.parametrize(
    ("metric", "higher"),
    [("loss", False), ("val_loss", False), ("MSE", False), ("bce", False), ("val_acc", True)],
)
def test_short_names_have_a_direction_too(metric: str, *, higher: bool) -> None:
    assert higher_is_better(metric) is higher
