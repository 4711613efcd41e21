"""Histories as files, sent while they are read."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias
from uuid import UUID

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from lehr.experiments.table import Contents, Part
from lehr.exports import Form, csv_text
from lehr.histories import Histories

from .answers import weak
from .negotiation import CSV, has, unchanged, validated

Write: TypeAlias = Callable[[Contents, Iterable[Part]], Iterator[bytes]]

FILES: Final = {
    "parquet": ("application/vnd.apache.parquet", "parquet"),
    "tensorboard": ("application/zip", "zip"),
    "csv": (CSV, "csv"),
}
"""The media type of each form, and how names of such files end."""


def exported(request: Request, histories: Histories, job_id: UUID, form: Form) -> Response:
    """Answer with a job's history as a file, under the version from before it was read."""
    contents = histories.contents(job_id)
    etag = weak(f"{contents.job.version}-{form}")
    if has(request, etag):
        return unchanged(etag)
    kind, ending = FILES[form]
    headers = {"Content-Disposition": f'attachment; filename="lehr-{job_id}.{ending}"'}
    pieces = _write(form)(contents, histories.parts(contents, contents.runs))
    return StreamingResponse(pieces, headers=validated(etag) | headers, media_type=kind)


def _write(form: Form) -> Write:
    match form:
        case "csv":
            return csv_text.written
        case "parquet":
            from lehr.exports import parquet

            return parquet.written
        case "tensorboard":
            from lehr.exports import tensorboard

            return tensorboard.written
