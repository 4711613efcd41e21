"""Answers about models: the file, or that it is being made."""

from base64 import b64encode
from pathlib import Path
from typing import Literal
from uuid import UUID

from fastapi import Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel

from lehr.experiments.models import ModelFile

from .negotiation import JSON, has, unchanged

BINARY = "application/octet-stream"
POLL_SECONDS = "1"


class BeingMade(BaseModel):
    """Said while a worker makes the model."""

    run: UUID
    status: Literal["making"]


def given(request: Request, run_id: UUID, found: tuple[Path, ModelFile] | None) -> Response:
    """Answer with a file under its hash, or that it is being made."""
    if found is None:
        body = BeingMade(run=run_id, status="making").model_dump_json()
        return Response(body, 202, {"Retry-After": POLL_SECONDS}, JSON)
    path, file = found
    etag = f'"{file.sha256}"'
    if has(request, etag):
        return unchanged(etag)
    headers = {"ETag": etag, "Repr-Digest": _digest(file.sha256)}
    return FileResponse(path, 200, headers, BINARY, filename=f"{run_id}-{path.name}")


def _digest(sha256: str) -> str:
    """Write a hash as RFC 9530 has it."""
    return f"sha-256=:{b64encode(bytes.fromhex(sha256)).decode()}:"
