"""`lehr compare`: which configuration is better, in words."""

import json
from typing import Any

from lehr.store.engine import Sessions
from tests.lehr.analyses.ended import compared_job
from tests.lehr.cli.conftest import Lehr


def test_the_best_is_told_against_the_others(
    asking: Lehr, sessions: Sessions, body: dict[str, Any]
) -> None:
    heading, sentence, *_ = asking("compare", str(compared_job(sessions, body))).stdout.splitlines()
    assert heading == "val_accuracy of the final epoch; higher is better"
    assert sentence == (
        "optimizer.momentum=0.9 against optimizer.momentum=0: +0.2 (95 % interval 0 to 0.3) over "
        "3 common seeds; chance could do that (p = 0.5 over all pairs); 5 more seeds would tell"
    )


def test_what_is_more_than_chance_is_said(
    asking: Lehr, sessions: Sessions, body: dict[str, Any]
) -> None:
    accuracies = {0.0: [0.1 + seed / 100 for seed in range(8)], 0.9: [0.8] * 8}
    job_id = str(compared_job(sessions, body, accuracies))
    assert (
        "8 common seeds; more than chance (p = 0.0078 over all" in asking("compare", job_id).stdout
    )


def test_one_run_a_side_says_nothing(
    asking: Lehr, sessions: Sessions, body: dict[str, Any]
) -> None:
    job_id = str(compared_job(sessions, body, {0.0: [0.5], 0.9: [0.8]}))
    assert "over 1 common seed; one run a side says nothing of chance" in (
        asking("compare", job_id).stdout
    )


def test_configurations_without_finite_values_are_not_compared(
    asking: Lehr, sessions: Sessions, body: dict[str, Any]
) -> None:
    job_id = str(compared_job(sessions, body, {0.0: [0.5], 0.9: [float("nan")]}))
    told = asking("compare", job_id).stdout
    assert "optimizer.momentum=0.9: no finite values to compare" in told
    assert "\noptimizer.momentum=0.9" not in told


def test_configurations_are_rows(asking: Lehr, sessions: Sessions, body: dict[str, Any]) -> None:
    job_id = str(compared_job(sessions, body))
    *_, best, second = asking("compare", job_id).stdout.splitlines()
    assert best.split("\t")[:4] == ["1", "optimizer.momentum=0.9", "3", "0.8"]
    assert second.split("\t")[:4] == ["2", "optimizer.momentum=0", "3", "0.6"]


def test_json_is_the_answer_of_the_service(
    asking: Lehr, sessions: Sessions, body: dict[str, Any]
) -> None:
    job_id = str(compared_job(sessions, body))
    options = ("--metric", "val_loss", "--at", "best", "--json")
    found = json.loads(asking("compare", job_id, *options).stdout)
    assert (found["metric"], found["at"]) == ("val_loss", "best")
