"""`GET /jobs/{id}/export`: histories as files that other programs read."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import httpx
import numpy as np
import pytest
from pyarrow import parquet

from lehr.runs import Runs
from tests.api.problems import assert_problem, refusals
from tests.api.training import epoch, trained

SWEEP = [{"optimizer.momentum": 0.5}, {"schedule": {"kind": "constant", "learning_rate": 0.1}}]
MEASURED = ["learning_rate", "loss", "accuracy", "val_loss", "val_accuracy"]
READ_EVENTS = """
import json, sys
from tensorflow.python.summary.summary_iterator import summary_iterator
events = list(summary_iterator(sys.argv[1]))
print(json.dumps([[event.step, {one.tag: one.simple_value for one in event.summary.value}]
                  for event in events]))
"""


@pytest.fixture
def path(client: httpx.Client, runs: Runs, body: dict[str, Any]) -> str:
    """The export of a job of two configurations and two seeds, whose last run is diverging."""
    changes = {"sweep": SWEEP, "seeds": [3, 4], "seed": None}
    job_id = client.post("/jobs", json=body | changes).json()["id"]
    for loss in (0.5, 0.5, 0.5, float("nan")):
        trained(runs, epoch(1), epoch(2, loss))
    return f"/jobs/{job_id}/export"


def test_csv_is_what_the_history_has(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    history = client.get(path.replace("export", "history"), params={"format": "csv"})
    assert answer.text == history.text
    assert answer.text.count("\n") == 9
    assert answer.headers["content-type"].startswith("text/csv")


def test_parquet_has_typed_columns(client: httpx.Client, path: str) -> None:
    answer = client.get(path, params={"format": "parquet"})
    table = parquet.read_table(BytesIO(answer.content))
    parameters = {"parameters.optimizer.momentum": "double", "parameters.schedule": "string"}
    types = {"run": "string", "seed": "int64", **parameters, "epoch": "int32"}
    assert {field.name: str(field.type) for field in table.schema} == types | dict.fromkeys(
        MEASURED, "double"
    )
    assert table["seed"].to_pylist() == [3, 3, 4, 4] * 2
    assert table["epoch"].to_pylist() == [1, 2] * 4
    assert table["parameters.optimizer.momentum"].to_pylist() == [0.5] * 4 + [None] * 4
    assert table["parameters.schedule"].to_pylist()[-1] == '{"kind":"constant","learning_rate":0.1}'
    assert np.isnan(table["loss"].to_pylist()[-1])
    assert table.schema.metadata[b"job"].decode() in path


def test_tensorboards_files_are_read_by_tensorflow(
    client: httpx.Client, path: str, tmp_path: Path
) -> None:
    answer = client.get(path, params={"format": "tensorboard"})
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    directories = sorted(one.name for one in tmp_path.iterdir())
    assert directories[0] == "0000-optimizer.momentum=0.5-seed=3"
    assert directories[3] == "0003-schedule=constant-seed=4"
    [file] = (tmp_path / directories[0]).iterdir()
    read = subprocess.run(
        [sys.executable, "-c", READ_EVENTS, file], check=True, capture_output=True
    )
    opening, first, second = json.loads(read.stdout)
    assert opening == [0, {}]
    assert [first[0], second[0]] == [1, 2]
    assert list(second[1]) == MEASURED
    assert second[1]["val_accuracy"] == 0.5


@pytest.mark.parametrize(
    ("form", "ending"), [("csv", "csv"), ("parquet", "parquet"), ("tensorboard", "zip")]
)
def test_a_file_has_a_name_and_a_version(
    client: httpx.Client, path: str, form: str, ending: str
) -> None:
    answer = client.get(path, params={"format": form})
    named = f'filename="lehr-{path.split("/")[2]}.{ending}"'
    assert answer.headers["content-disposition"] == f"attachment; {named}"
    known = {"If-None-Match": answer.headers["etag"]}
    assert client.get(path, params={"format": form}, headers=known).status_code == 304


@pytest.mark.parametrize("form", ["csv", "parquet", "tensorboard"])
def test_a_job_without_epochs_is_an_empty_file(
    client: httpx.Client, submitted: dict[str, Any], form: str
) -> None:
    answer = client.get(f"/jobs/{submitted['id']}/export", params={"format": form})
    assert answer.status_code == 200
    if form == "csv":
        assert answer.text == ",".join(["run", "seed", "epoch", *MEASURED]) + "\n"
    elif form == "parquet":
        assert len(parquet.read_table(BytesIO(answer.content))) == 0


def test_an_unknown_format_or_job_is_told(client: httpx.Client, path: str) -> None:
    refused = refusals(client.get(path, params={"format": "xlsx"}))
    assert refused["/format"].endswith('received "xlsx"')
    assert_problem(client.get("/jobs/nobody/export"), 404, "unknown-job")
