"""Histories are tables, with pandas or without."""

import sys
from typing import Any

import numpy as np
import pytest
from pandas import DataFrame

from lehr.client import Client, History, Job
from lehr.client.histories import history
from lehr.runs import Runs
from tests.api.training import epoch, succeeded, trained

COLUMNS = ["epoch", "learning_rate", "loss", "accuracy", "val_loss", "val_accuracy"]
SWEPT = [{"optimizer.momentum": 0.5}, {"schedule": {"kind": "constant", "learning_rate": 0.1}}]


def test_a_history_is_a_data_frame(handed_in: Job, runs: Runs) -> None:
    succeeded(runs)
    frame = handed_in.history()
    assert isinstance(frame, DataFrame)
    assert list(frame) == ["run", "seed", *COLUMNS]
    assert frame["epoch"].tolist() == [1, 2]
    assert set(frame["seed"]) == {7}


def test_without_pandas_a_history_has_the_same_columns(
    handed_in: Job, runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    succeeded(runs)
    frame = handed_in.history()
    monkeypatch.setitem(sys.modules, "pandas", None)
    table = handed_in.history()
    assert isinstance(table, History)
    assert list(table.columns) == list(frame)
    assert len(table) == len(frame)
    assert table["val_loss"].tolist() == frame["val_loss"].tolist()
    with pytest.raises(ImportError):
        table.frame()


def test_parameters_in_which_runs_differ_are_columns(
    client: Client, runs: Runs, body: dict[str, Any]
) -> None:
    job = client.submit(body | {"sweep": SWEPT})
    for _ in SWEPT:
        trained(runs, epoch(1))
    frame = job.history()
    momentum, schedule = "parameters.optimizer.momentum", "parameters.schedule"
    assert list(frame)[2:4] == [momentum, schedule]
    assert frame[momentum].tolist()[0] == 0.5
    assert frame[schedule].tolist()[1] == '{"kind": "constant", "learning_rate": 0.1}'


def test_one_run_can_be_asked_for_and_thinned(handed_in: Job, runs: Runs) -> None:
    trained(runs, *map(epoch, range(1, 41)))
    [run] = handed_in.runs()
    assert set(handed_in.history(run["id"])["run"]) == {run["id"]}
    assert len(handed_in.history(points=10)) < 40


def test_losses_that_json_cannot_write_are_numbers(handed_in: Job, runs: Runs) -> None:
    trained(runs, *(epoch(number, float(loss)) for number, loss in [(1, "nan"), (2, "inf")]))
    assert np.isnan(handed_in.history()["loss"][0])
    assert np.isposinf(handed_in.history()["loss"][1])


def test_what_a_run_has_no_column_for_is_not_a_number() -> None:
    run = {"parameters": {}, "seed": 1, "epoch": [1], "loss": [0.5]}
    runs = [run | {"id": "a"}, run | {"id": "b", "mae": [2.0]}]
    table = history({"runs": runs, "sampled": False})
    np.testing.assert_array_equal(table["mae"], [np.nan, 2.0])


def test_a_job_without_epochs_has_an_empty_history(handed_in: Job) -> None:
    assert len(handed_in.history()) == 0
