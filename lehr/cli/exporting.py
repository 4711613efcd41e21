"""Histories taken elsewhere: into files, and to MLflow."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, TypeAlias, get_args

from lehr.client import Client
from lehr.wording import spelled

from .documents import STANDARD_INPUT
from .files import save
from .sentences import Failure

FileForm: TypeAlias = Literal["csv", "parquet", "tensorboard"]
FILES: Final[Mapping[str, FileForm]] = {form: form for form in get_args(FileForm)}
MLFLOW: Final = "mlflow"


def exported(client: Client, job_id: str, form: str, place: str) -> None:
    """Write a job's histories into a file of this form, or to MLflow."""
    if form == MLFLOW:
        from .to_mlflow import logged

        logged(client.job(job_id), place)
    elif form in FILES:
        _write(place, client.job(job_id).export(FILES[form]))
    else:
        forms = ", ".join((*FILES, MLFLOW))
        raise Failure(f"--to must begin with one of {forms}; received {spelled(form)}")


def _write(place: str, data: bytes) -> None:
    if place == STANDARD_INPUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        save(Path(place), data)
