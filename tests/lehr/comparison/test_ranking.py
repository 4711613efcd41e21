"""Configurations are shown from the best on."""

from uuid import uuid4

import pytest

from lehr.comparison.ranking import judging, ranked
from lehr.experiments.lifecycle import Status
from lehr.experiments.reading import Traced
from lehr.experiments.results import Result

COLUMNS = ["epoch", "learning_rate", "loss", "accuracy", "val_loss", "val_accuracy"]


def run(momentum: float, seed: int) -> Traced:
    return Traced(key=seed, id=uuid4(), parameters={"m": momentum}, seed=seed, rows=1)


def result(run: Traced, loss: float | None) -> Result:
    status = Status.RUNNING if loss is None else Status.SUCCEEDED
    return Result(run.parameters, run.seed, status, None if loss is None else {"loss": loss})


@pytest.mark.parametrize(
    ("series", "metric"), [("loss", "loss"), ("learning_rate", "val_accuracy")]
)
def test_what_measures_nothing_is_ranked_by_the_usual_metric(series: str, metric: str) -> None:
    assert judging(COLUMNS, series) == metric


def test_the_best_come_first_then_the_diverged_then_those_that_are_not_done() -> None:
    runs = [run(momentum, seed) for momentum in (0.1, 0.2, 0.3, 0.4) for seed in (1, 2)]
    losses = [None, None, float("nan"), 0.1, 0.5, 0.7, 0.1, 0.2]
    results = [result(one, loss) for one, loss in zip(runs, losses, strict=True)]
    order = [
        [one.parameters["m"], len(of)] for of in ranked(runs, results, "loss") for one in of[:1]
    ]
    assert order == [[0.4, 2], [0.3, 2], [0.2, 2], [0.1, 2]]
