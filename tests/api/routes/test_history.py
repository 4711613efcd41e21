"""`GET /jobs/{id}/history`: what happened, epoch by epoch."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from lehr.runs import Runs
from tests.api.problems import assert_problem, refusals
from tests.api.training import epoch, trained

NOBODY = uuid4()


def test_a_history_has_its_columns_before_the_first_epoch(
    client: httpx.Client, submitted: dict[str, Any]
) -> None:
    history = client.get(submitted["links"]["history"]).json()
    [run] = history["runs"]
    assert (history["id"], history["status"]) == (submitted["id"], "queued")
    assert (run["id"], run["seed"]) == (submitted["runs"][0]["id"], 7)
    names = ["epoch", "learning_rate", "loss", "accuracy", "val_loss", "val_accuracy"]
    assert list(run)[3:] == names
    assert [run[name] for name in names] == [[]] * 6


def test_a_history_grows_and_is_read_from_an_epoch_on(
    client: httpx.Client, submitted: dict[str, Any], runs: Runs
) -> None:
    trained(runs, epoch(1), epoch(2), epoch(3))
    [run] = client.get(submitted["links"]["history"] + "?after_epoch=1").json()["runs"]
    assert run["epoch"] == [2, 3]
    assert run["learning_rate"] == [0.1 / 2, 0.1 / 3]
    assert run["val_accuracy"] == [0.5, 0.5]


def test_a_history_comes_as_csv(
    client: httpx.Client, submitted: dict[str, Any], runs: Runs
) -> None:
    trained(runs, epoch(1))
    answer = client.get(submitted["links"]["history"], headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.splitlines() == [
        "run,seed,epoch,learning_rate,loss,accuracy,val_loss,val_accuracy",
        f"{submitted['runs'][0]['id']},7,1,0.1,0.5,0.75,0.25,0.5",
    ]


def test_an_empty_history_is_a_line_of_names_in_csv(
    client: httpx.Client, submitted: dict[str, Any]
) -> None:
    answer = client.get(submitted["links"]["history"] + "?format=csv")
    assert answer.text == "run,seed,epoch,learning_rate,loss,accuracy,val_loss,val_accuracy\n"


def test_a_known_history_is_not_sent_again_in_the_same_form(
    client: httpx.Client, submitted: dict[str, Any]
) -> None:
    path = submitted["links"]["history"]
    known = {"If-None-Match": client.get(path).headers["etag"]}
    assert client.get(path, headers=known).status_code == 304
    assert client.get(path, headers=known | {"Accept": "text/csv"}).status_code == 200


def test_a_thinned_history_says_so(
    client: httpx.Client, submitted: dict[str, Any], runs: Runs
) -> None:
    trained(runs, *map(epoch, range(1, 51)))
    history = client.get(submitted["links"]["history"] + "?points=10").json()
    assert history["sampled"] is True
    epochs = history["runs"][0]["epoch"]
    assert (epochs[0], epochs[-1]) == (1, 50)
    assert len(epochs) < 50


def test_a_history_of_one_run_is_shown(client: httpx.Client, submitted: dict[str, Any]) -> None:
    path, [run] = submitted["links"]["history"], submitted["runs"]
    assert client.get(f"{path}?run={run['id']}").json()["runs"][0]["id"] == run["id"]
    assert_problem(client.get(f"{path}?run={NOBODY}"), 404, "unknown-run")


@pytest.mark.parametrize(
    "query", ["run=x", "after_epoch=-1", "after_epoch=1e3", "points=1", "points=100001", "epochs=1"]
)
def test_a_refused_history_names_the_parameter(
    client: httpx.Client, submitted: dict[str, Any], query: str
) -> None:
    answer = client.get(f"{submitted['links']['history']}?{query}")
    assert refusals(answer).keys() == {"/" + query.partition("=")[0]}
