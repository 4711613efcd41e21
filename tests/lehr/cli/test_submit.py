"""`lehr submit`, `studies` and `watch`."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from lehr.cli.sentences import Ending
from lehr.cli.watching import measured
from lehr.experiments.records import Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from tests.api.training import succeeded, trained
from tests.lehr.cli.conftest import Lehr
from tests.one_run import fail


def handed_in(asking: Lehr, *arguments: str, given: str | None = None) -> dict[str, Any]:
    """Return the experiment of the job that a command hands in."""
    job = json.loads(asking("submit", *arguments, "--json", given=given).stdout)
    experiment: dict[str, Any] = job["experiment"]
    return experiment | {"labels": job["labels"]}


@pytest.mark.parametrize("form", ["json", "yaml", "standard input"])
def test_an_experiment_can_be_json_or_yaml(
    asking: Lehr, tmp_path: Path, body: dict[str, Any], form: str
) -> None:
    text = yaml.safe_dump(body) if form == "yaml" else json.dumps(body)
    path = tmp_path / f"job.{form}"
    path.write_text(text)
    source = "-" if form == "standard input" else str(path)
    assert handed_in(asking, source, given=text)["schedule"].items() >= body["schedule"].items()


def test_a_study_is_handed_in_by_its_name(asking: Lehr) -> None:
    assert handed_in(asking, "momentum")["sweep"] == {"optimizer.momentum": [0.0, 0.5, 0.9, 0.99]}


def test_an_experiment_can_be_changed(asking: Lehr, written: Path) -> None:
    changes = ("--set", "epochs=3", "--set", "schedule.initial_learning_rate=1e-3")
    layer = ("--set", "model.layers.0.units=8", "--set", "optimizer={name: Adam}")
    found = handed_in(asking, str(written), *changes, *layer)
    assert found["epochs"] == 3
    assert found["schedule"]["initial_learning_rate"] == 1e-3
    assert found["model"]["layers"][0]["units"] == 8
    assert found["optimizer"]["name"] == "Adam"


def test_an_experiment_can_be_given_seeds_and_labels(asking: Lehr, written: Path) -> None:
    found = handed_in(asking, str(written), "--seeds", "1-3,7", "--label", "a=b", "--label", "c=d")
    assert found["seeds"] == [1, 2, 3, 7]
    assert found["labels"] == {"a": "b", "c": "d"}


def test_a_dry_run_tells_the_plan_and_stores_nothing(asking: Lehr, written: Path) -> None:
    told = asking("submit", str(written), "--seeds", "1-3", "--dry-run").stdout
    assert told.startswith("3 runs, 1 configuration, 1 program, 1,350 updates\n")
    assert json.loads(asking("submit", str(written), "--dry-run", "--json").stdout)["runs"] == 1
    assert json.loads(asking("jobs", "--json").stdout) == {"jobs": []}


def test_whoever_detaches_gets_the_id_alone(asking: Lehr, written: Path) -> None:
    job_id = asking("submit", str(written), "--detach").stdout.strip()
    assert asking("show", job_id).exit_code == 0


def test_a_job_that_was_handed_in_is_told(asking: Lehr, written: Path) -> None:
    told = asking("submit", str(written)).stdout
    assert told.startswith("Job ")
    assert told.endswith(": queued, 1 run (1 queued), 0 of 50 epochs\n")


def test_studies_are_rows(asking: Lehr) -> None:
    assert "momentum\tBlobs: momentum 0, 0.5, 0.9, 0.99\n" in asking("studies").stdout
    names = {study["name"] for study in json.loads(asking("studies", "--json").stdout)["studies"]}
    assert "decay-curves" in names


def test_a_succeeded_job_ends_a_watch_well(asking: Lehr, job: Job, runs: Runs) -> None:
    succeeded(runs, epochs=1)
    done = asking("watch", str(job.id))
    assert (done.exit_code, done.stderr) == (0, "")
    last = done.stdout.splitlines()[-1]
    assert last == f"Job {job.id}: succeeded, 1 run (1 succeeded), 1 of 50 epochs"


def test_a_failed_job_ends_a_watch_with_the_reason(asking: Lehr, job: Job, runs: Runs) -> None:
    fail(runs, trained(runs))
    done = asking("watch", str(job.id), "--json")
    [run] = json.loads(done.stdout)["runs"]
    assert done.exit_code == Ending.FAILED
    assert done.stderr == f"lehr: {run['error']['title']}: {run['error']['detail']}\n"


def test_a_cancelled_job_ends_a_watch_as_such(asking: Lehr, job: Job, jobs: Jobs) -> None:
    jobs.cancel(job.id)
    assert asking("watch", str(job.id)).exit_code == Ending.CANCELLED


def test_a_watch_tells_what_runs_measure(asking: Lehr, swept: Job, runs: Runs) -> None:
    for _ in swept.runs:
        succeeded(runs)
    first = asking("watch", str(swept.id)).stdout.splitlines()[0].split("\t")
    assert first[1:] == ["succeeded", "8/8 epochs", "val_loss 0.25, val_accuracy 0.5"]


@pytest.mark.parametrize(
    ("losses", "told"),
    [
        ([0.5, float("nan"), 0.25, 0.5], "loss 0.25 to 0.5 (1 diverged)"),
        ([float("nan"), float("inf")], "loss diverged"),
        ([0.5, 0.5], "loss 0.5"),
    ],
)
def test_what_has_diverged_is_told_as_such(losses: list[float], told: str) -> None:
    rows = [{"final": {"epoch": 1.0, "loss": loss}} for loss in losses]
    assert measured({"runs": rows}) == told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("decay", "--set", "labels=x", "--label", "a=b"), "/labels: Input should be an object"),
        (("decay", "--watch", "--detach"), "--watch follows the job and --detach leaves it"),
        (("nothing",), "there is no file and no study `nothing`; there are the studies `iono"),
        (("nowhere.yaml",), "nowhere.yaml: No such file or directory"),
        (("/",), "/: Is a directory"),
        (("decay-curves",), "the study `decay-curves` has curves to look at and nothing to train"),
        (("decay", "--set", "optimizer.nam.x=1"), "--set optimizer.nam.x: the path "),
        (("decay", "--set", "epochs=[1"), "--set epochs, line 1, column 3: expected ',' or ']'"),
        (("decay", "--set", "epochs"), '--set must be NAME=VALUE; received "epochs"'),
        (("decay", "--label", "x"), '--label must be NAME=VALUE; received "x"'),
        (("decay", "--seeds", "1,x"), "--seeds must be like 1,2,3 or 1-10, at most 4096; rec"),
        (("decay", "--seeds", "5-1"), "--seeds must be like "),
        (("decay", "--seeds", "1-99999999999"), "--seeds must be like "),
        (("decay", "--seeds", "1-99999999999999999999999"), "--seeds must be like "),
        (("decay", "--set", "schedule.decay=-1"), "/schedule/decay: "),
        (("decay", "--set", "epochs=.inf"), "/epochs: Input should be a valid integer"),
    ],
)
def test_what_is_wrong_gets_a_sentence(
    asking: Lehr, arguments: tuple[str, ...], sentence: str
) -> None:
    done = asking("submit", *arguments)
    assert (done.exit_code, done.stdout) == (Ending.REFUSED, "")
    assert done.stderr.startswith(f"lehr: {sentence}")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"epochs": }', "standard input, line 1, column 12: Expecting value"),
        ("- 1", "standard input: an experiment must be an object; received [1]"),
        ("", "standard input: an experiment must be an object; received null"),
        ("[" * 100_000, "what was given is nested too deeply"),
        ("dataset: &a\n  name: [*a]", "standard input, line 1, column 10: found unconstructable "),
        ("epochs: 3", "/dataset: `dataset` is required"),
    ],
)
def test_what_is_no_experiment_gets_a_sentence(asking: Lehr, text: str, sentence: str) -> None:
    done = asking("submit", "-", given=text)
    assert (done.exit_code, done.stdout) == (Ending.REFUSED, "")
    assert done.stderr.startswith(f"lehr: {sentence}")
