"""`lehr export`: histories taken elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lehr.cli.sentences import Ending
from lehr.experiments.records import Job
from lehr.runs import Runs
from tests.api.training import succeeded
from tests.lehr.cli.conftest import Lehr

EXPORT = (sys.executable, "-m", "lehr.cli", "export")


@pytest.fixture
def ended(swept: Job, runs: Runs, asking: Lehr) -> str:
    """The id of a job whose four runs have ended."""
    assert asking("jobs").exit_code == 0
    for _ in swept.runs:
        succeeded(runs)
    return str(swept.id)


def logged(url: str, job_id: str, uri: str) -> "subprocess.CompletedProcess[str]":
    """Export to MLflow, in a process of its own: MLflow deprecates what it stands on."""
    return subprocess.run(
        [*EXPORT, job_id, "--to", "mlflow", uri],
        env={**os.environ, "LEHR_URL": url, "MLFLOW_ALLOW_FILE_STORE": "true"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("form", "begin"), [("csv", b"run,seed,"), ("parquet", b"PAR1"), ("tensorboard", b"PK")]
)
def test_histories_go_into_a_file(
    asking: Lehr, ended: str, tmp_path: Path, form: str, begin: bytes
) -> None:
    path = tmp_path / "history"
    done = asking("export", ended, "--to", form, str(path))
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"Wrote {path} ({path.stat().st_size:,} bytes).\n"
    assert path.read_bytes().startswith(begin)


def test_histories_go_to_standard_output(asking: Lehr, ended: str) -> None:
    heading, *rows = asking("export", ended, "--to", "csv", "-").stdout.splitlines()
    assert heading.startswith("run,seed,")
    assert len(rows) == 8


def test_a_file_that_cannot_be_written_gets_a_sentence(
    asking: Lehr, ended: str, tmp_path: Path
) -> None:
    done = asking("export", ended, "--to", "csv", str(tmp_path))
    assert (done.exit_code, done.stderr) == (Ending.REFUSED, f"lehr: {tmp_path}: Is a directory\n")


def test_a_job_goes_to_mlflow_once(url: str, ended: str, tmp_path: Path) -> None:
    store = tmp_path / "mlflow"
    first = logged(url, ended, store.as_uri())
    assert (first.returncode, first.stdout) == (0, "")
    children = [path.parents[1] for path in store.glob("*/*/tags/mlflow.parentRunId")]
    [parent] = {path.joinpath("tags/mlflow.parentRunId").read_text() for path in children}
    said = f"Logged 4 runs below run {parent} of the experiment `lehr`.\n"
    assert first.stderr.endswith(said)
    assert len(children) == 4

    lines = [path.joinpath("metrics/val_loss").read_text().splitlines() for path in children]
    assert [[line.split()[1:3] for line in one] for one in lines] == [
        [["0.25", "1"], ["0.25", "2"]]
    ] * 4
    seeds = [path.joinpath("params/seed").read_text() for path in children]
    momenta = [path.joinpath("params/optimizer.momentum").read_text() for path in children]
    assert sorted(zip(momenta, seeds, strict=True)) == [
        ("0.0", "1"),
        ("0.0", "2"),
        ("0.9", "1"),
        ("0.9", "2"),
    ]

    again = logged(url, ended, store.as_uri())
    assert again.returncode == Ending.REFUSED
    assert again.stderr.endswith(f"lehr: job {ended} is there already: run {parent}\n")


def test_a_tracking_server_that_is_none_gets_a_sentence(url: str, ended: str) -> None:
    done = logged(url, ended, "gopher://nowhere")
    assert done.returncode == Ending.UNANSWERED
    assert done.stderr.startswith("lehr: MLflow at gopher://nowhere: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_job_that_goes_on_does_not_go_to_mlflow(asking: Lehr, job: Job) -> None:
    done = asking("export", str(job.id), "--to", "mlflow", "file:///nowhere")
    assert done.exit_code == Ending.REFUSED
    assert done.stderr == (f"lehr: a job must be finished to go to MLflow; {job.id} is queued\n")
