"""`lehr jobs`, `show`, `history`, `events` and what can be done to a job."""

import csv
import json
from io import StringIO
from typing import Any

import pytest

from lehr.cli.sentences import Ending
from lehr.experiments.job_spec import JobSpec
from lehr.experiments.records import Job
from lehr.jobs import Jobs
from lehr.runs import Runs
from tests.api.training import epoch, succeeded, trained
from tests.lehr.cli.conftest import Lehr
from tests.one_run import fail

NOBODY = "00000000-0000-0000-0000-000000000000"


def rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a table as programs get it."""
    return [*csv.DictReader(StringIO(text), delimiter="\t")]


def test_jobs_are_rows(asking: Lehr, swept: Job) -> None:
    [row] = rows(asking("jobs").stdout)
    assert row["id"] == str(swept.id)
    assert (row["status"], row["runs"], row["epochs"]) == ("queued", "4", "0/8")
    assert row["labels"] == "team=radar"


def test_jobs_are_found_by_status_and_label(asking: Lehr, swept: Job) -> None:
    assert str(swept.id) in asking("jobs", "--label", "team=radar", "--status", "queued").stdout
    assert rows(asking("jobs", "--label", "team=sonar").stdout) == []
    assert rows(asking("jobs", "--status", "failed").stdout) == []


def test_nothing_that_a_label_says_moves_the_cursor(
    asking: Lehr, jobs: Jobs, body: dict[str, Any]
) -> None:
    job = jobs.submit(JobSpec.model_validate(body | {"labels": {"team": "a\x9b2Jb [red]"}}))
    [row] = rows(asking("jobs").stdout)
    assert row["labels"] == "team=a 2Jb [red]"
    assert "\nlabels team=a 2Jb [red]\n" in asking("show", str(job.id)).stdout


def test_jobs_stop_at_a_limit(asking: Lehr, swept: Job, job: Job) -> None:
    assert len({swept.id, job.id}) == 2
    [newest] = json.loads(asking("jobs", "--limit", "1", "--json").stdout)["jobs"]
    assert newest["id"] == str(job.id)


def test_a_job_shows_what_it_trains(asking: Lehr, swept: Job) -> None:
    told = asking("show", str(swept.id)).stdout
    assert told.startswith(f"Job {swept.id}: queued, 4 runs (4 queued), 0 of 8 epochs\n")
    assert "\nlabels team=radar\n" in told
    assert "schedule keras.InverseTimeDecay(initial_learning_rate=0.1, decay_steps=1, " in told


def test_a_job_shows_what_its_runs_have_reached(asking: Lehr, swept: Job, runs: Runs) -> None:
    succeeded(runs)
    table = asking("show", str(swept.id)).stdout.partition("run\t")
    first, *others = rows("".join(table[1:]))
    assert len(others) == 3
    assert (first["optimizer.momentum"], first["seed"], first["epochs"]) == ("0", "1", "2/2")
    assert (first["val_loss"], first["best epoch"]) == ("0.25", "1")


def test_a_failed_job_shows_why(asking: Lehr, job: Job, runs: Runs) -> None:
    fail(runs, trained(runs))
    problem = json.loads(asking("show", str(job.id), "--json").stdout)["runs"][0]["error"]
    assert f"\n{problem['title']}: {problem['detail']}\n" in asking("show", str(job.id)).stdout


def test_a_history_is_a_row_an_epoch(asking: Lehr, job: Job, runs: Runs) -> None:
    trained(runs, epoch(1), epoch(2, float("nan")))
    for form in ((), ("--csv",)):
        told = asking("history", str(job.id), *form).stdout
        first, second = csv.DictReader(StringIO(told), delimiter="," if form else "\t")
        assert (first["epoch"], first["learning_rate"], first["loss"]) == ("1", "0.1", "0.5")
        assert (second["learning_rate"], second["loss"]) == ("0.05", "nan")


def test_a_history_in_json_is_a_list_a_column(asking: Lehr, job: Job, runs: Runs) -> None:
    trained(runs, epoch(1), epoch(2, float("nan")))
    columns = json.loads(asking("history", str(job.id), "--json").stdout)
    assert columns["epoch"] == [1, 2]
    assert columns["loss"] == [0.5, "NaN"]


def test_a_history_can_be_one_runs_and_thinned(asking: Lehr, swept: Job, runs: Runs) -> None:
    claims = [trained(runs, *(epoch(n) for n in (1, 2))) for _ in range(2)]
    run = str(claims[0].run_id)
    told = rows(asking("history", str(swept.id), "--run", run, "--points", "2").stdout)
    assert [row["run"] for row in told] == [run, run]


def test_events_are_lines(asking: Lehr, job: Job, runs: Runs) -> None:
    succeeded(runs, epochs=1)
    told = [line.split()[2] for line in asking("events", str(job.id)).stdout.splitlines()]
    assert told[0] == "job.queued"
    assert told[-1] == "job.succeeded"


def test_events_so_far_do_not_wait_for_more(asking: Lehr, job: Job) -> None:
    [event] = map(json.loads, asking("events", str(job.id), "--json").stdout.splitlines())
    assert (event["seq"], event["type"], event["run"]) == (1, "job.queued", None)


def test_events_can_begin_later(asking: Lehr, job: Job) -> None:
    assert asking("events", str(job.id), "--after", "1").stdout == ""


def test_followed_events_come_to_the_jobs_end(asking: Lehr, job: Job, jobs: Jobs) -> None:
    jobs.cancel(job.id)
    *_, last = asking("events", str(job.id), "-f").stdout.splitlines()
    assert "job.cancelled" in last


def test_a_job_is_paused_resumed_and_cancelled(asking: Lehr, job: Job) -> None:
    for command, status in (("pause", "paused"), ("resume", "queued"), ("cancel", "cancelled")):
        done = asking(command, str(job.id))
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.startswith(f"Job {job.id}: {status}, 1 run (1 {status})")


def test_a_finished_job_is_extended_by_another(asking: Lehr, job: Job, runs: Runs) -> None:
    succeeded(runs, epochs=50)
    longer = json.loads(asking("extend", str(job.id), "60", "--json").stdout)
    assert (longer["parent"], longer["experiment"]["epochs"]) == (str(job.id), 60)


@pytest.mark.parametrize(
    "command",
    ["show", "watch", "history", "events", "cancel", "pause", "resume", "compare"],
)
def test_a_job_that_is_not_there_gets_a_sentence(asking: Lehr, command: str) -> None:
    done = asking(command, NOBODY)
    assert (done.exit_code, done.stdout) == (Ending.REFUSED, "")
    assert done.stderr == f"lehr: no job has the id {NOBODY}\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("jobs", "--status", "lost"), "/status: Input should be 'queued', 'running', 'paused'"),
        (("jobs", "--label", "radar"), '--label must be NAME=VALUE; received "radar"'),
        (("extend", NOBODY, "9"), "no job has the id"),
        (("export", NOBODY, "--to", "excel", "x"), "--to must begin with one of csv, parquet, "),
    ],
)
def test_what_is_wrong_gets_a_sentence(
    asking: Lehr, arguments: tuple[str, ...], sentence: str
) -> None:
    done = asking(*arguments)
    assert done.exit_code == Ending.REFUSED
    assert done.stderr.startswith(f"lehr: {sentence}")


def test_what_a_jobs_state_forbids_gets_a_sentence(asking: Lehr, job: Job) -> None:
    done = asking("resume", str(job.id))
    assert done.exit_code == Ending.REFUSED
    assert done.stderr == "lehr: a job that is queued cannot be resumed: pause it first\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("history", "--run", "nobody"), "/run: Input should be a valid UUID"),
        (("history", "--points", "1"), "/points: Input should be greater than or equal to 2"),
        (("compare", "--metric", "beauty"), "/metric: "),
    ],
)
def test_an_option_that_the_service_refuses_is_named(
    asking: Lehr, job: Job, arguments: tuple[str, ...], sentence: str
) -> None:
    command, *options = arguments
    done = asking(command, str(job.id), *options)
    assert done.exit_code == Ending.REFUSED
    assert done.stderr.startswith(f"lehr: {sentence}")


@pytest.mark.parametrize(
    ("url", "ending", "sentence"),
    [
        ("http://127.0.0.1:9", Ending.UNANSWERED, "Lehr does not answer at http://127.0.0.1:9: "),
        ("nowhere", Ending.REFUSED, "LEHR_URL and LEHR_API_KEY: `url` must be like http://"),
        ("ftp://127.0.0.1", Ending.REFUSED, "LEHR_URL and LEHR_API_KEY: `url` must be like "),
    ],
)
def test_a_service_that_is_not_there_gets_a_sentence(
    lehr: Lehr, url: str, ending: Ending, sentence: str
) -> None:
    done = lehr("jobs", LEHR_URL=url)
    assert (done.exit_code, done.stdout) == (ending, "")
    assert done.stderr.startswith(f"lehr: {sentence}")


def test_a_key_that_no_header_can_hold_gets_a_sentence(lehr: Lehr, url: str) -> None:
    done = lehr("jobs", LEHR_URL=url, LEHR_API_KEY="schlüssel")
    assert done.exit_code == Ending.REFUSED
    assert done.stderr.startswith("lehr: LEHR_URL and LEHR_API_KEY: `api_key` must be printable ")
