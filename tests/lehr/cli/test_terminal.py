"""What people see in a terminal: colours, columns and a bar."""

from lehr.experiments.records import Job
from lehr.runs import Runs
from tests.api.training import succeeded
from tests.lehr.cli.conftest import Lehr

SEEN = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
"""Has rich take any standard output for a terminal."""
CURVES = ("constant", "-p", "learning_rate=0.1", "--compare", "constant", "--steps", "9")


def test_curves_have_colours(lehr: Lehr) -> None:
    drawn = lehr("preview", *CURVES, **SEEN).stdout
    assert "\x1b[36mA  constant\x1b[0m" in drawn
    assert "\x1b[33mB" in drawn


def test_colours_can_be_declined(lehr: Lehr) -> None:
    drawn = lehr("preview", *CURVES, **SEEN, NO_COLOR="1").stdout
    assert "\x1b[3" not in drawn
    assert "\nB  constant" in drawn


def test_rows_are_columns(asking: Lehr, swept: Job) -> None:
    heading, row = asking("jobs", **SEEN, COLUMNS="120").stdout.splitlines()
    assert "\t" not in heading + row
    assert row.split() == [str(swept.id), "queued", *row.split()[2:4], "4", "0/8", "team=radar"]


def test_narrow_terminals_cut_nothing(asking: Lehr, swept: Job) -> None:
    told = asking("jobs", **SEEN, NO_COLOR="1", COLUMNS="60").stdout
    assert str(swept.id).replace("-", "") in "".join(
        line.split(" ")[0].replace("-", "") for line in told.splitlines()[1:]
    )


def test_a_job_is_watched_by_a_bar(asking: Lehr, job: Job, runs: Runs) -> None:
    succeeded(runs, epochs=50)
    told = asking("watch", str(job.id), **SEEN, NO_COLOR="1", COLUMNS="120").stdout
    assert told.startswith(f"Job {job.id}\n")
    assert "succeeded ━━━━━" in told
    assert "50/50 0:00:00 val_loss 0.25, val_accuracy 0.5" in told
