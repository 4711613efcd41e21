"""What `GET /jobs/{job_id}` is asked, read without FastAPI: it is asked more than all else."""

from typing import Final, Self
from uuid import UUID

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lehr.errors import InvalidRequest, UnknownJob
from lehr.violations import violations

from .parameters import fields


class JobQuery(BaseModel):
    """How long a client waits, and for what."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    wait: float = Field(
        default=0, ge=0, le=60, allow_inf_nan=False, description="At most so many seconds"
    )
    since: int = Field(default=0, ge=0, description="For a version beyond this one")

    @classmethod
    def of(cls, request: Request) -> Self:
        """Return what a request asks; raise InvalidRequest naming the parameter that is wrong."""
        asked = dict(request.query_params)
        try:
            return cls.model_validate(asked)
        except ValidationError as error:
            raise InvalidRequest(violations(error, asked, cls)) from error


PARAMETERS: Final = list(fields(JobQuery))


def job_id_of(text: str) -> UUID:
    """Return the id that a path names; raise UnknownJob where it is none."""
    try:
        return UUID(text)
    except ValueError as error:
        raise UnknownJob(f"no job has the id {text[:80]}") from error
