"""The bodies of answers about jobs, and their headers."""

from typing import Any
from uuid import UUID

from fastapi import Request, Response
from pydantic import BaseModel

from lehr.experiments.job_spec import JobSpec
from lehr.experiments.records import Job, JobPlan, JobSummary
from lehr.exports.csv_text import as_csv
from lehr.jobs import Jobs

from .negotiation import (
    CSV,
    JSON,
    has,
    media_type,
    tagged,
    unchanged,
    unless_known,
    validated,
)
from .queries import HistoryQuery, StepsQuery

POLL_SECONDS = "1"
LINKED = ("runs", "history", "comparison", "events", "cancel", "pause", "resume", "extend")
"""What is below a job, whatever its state."""


class JobAnswer(Job):
    """A job, and where more of it is."""

    links: dict[str, str]


class PlanAnswer(JobPlan):
    """What a job would do, and its body with every default written out."""

    experiment: dict[str, Any]


def planned(spec: JobSpec, plan: JobPlan) -> Response:
    """Answer with a plan of which nothing is stored."""
    answer = PlanAnswer(**plan.model_dump(), experiment=spec.normalised())
    return Response(answer.model_dump_json(), media_type=JSON)


def accepted(job: Job) -> Response:
    """Answer that a job is, or will be, worked on."""
    headers = {"Location": f"/jobs/{job.id}"} | _polling(job)
    return Response(_json(job), 202, headers, JSON)


def shown(request: Request, jobs: Jobs, job_id: UUID) -> Response:
    """Answer with a job under its version; read no more of it than that where it is known."""
    etag = weak(str(jobs.version(job_id)))
    if has(request, etag):
        return unchanged(etag)
    return showing(jobs.get(job_id))


def showing(job: Job) -> Response:
    """Answer with a job under its version."""
    headers = validated(weak(str(job.version))) | _polling(job)
    return Response(_json(job), headers=headers, media_type=JSON)


def listed(request: Request, page: BaseModel, next_cursor: str | None) -> Response:
    """Answer with a page, and link the following one."""
    headers = {} if next_cursor is None else {"Link": _next(request, next_cursor)}
    return Response(page.model_dump_json(), headers=headers, media_type=JSON)


def told(request: Request, jobs: Jobs, job_id: UUID, query: HistoryQuery | StepsQuery) -> Response:
    """Answer with histories as JSON or CSV, under the version from before they were read."""
    kind = media_type(request)
    etag = weak(f"{jobs.version(job_id)}-{kind}")
    if has(request, etag):
        return unchanged(etag)
    history = query.read(jobs, job_id)
    body = as_csv(history) if kind == CSV else history.model_dump_json()
    return Response(body, headers=validated(etag), media_type=kind)


def computed(request: Request, findings: BaseModel) -> Response:
    """Answer with what a job's histories say, under a tag of its own content."""
    return unless_known(request, tagged(findings.model_dump_json().encode(), JSON))


def weak(version: str) -> str:
    """Return the entity tag of answers that mean the same where their version is the same."""
    return f'W/"{version}"'


def _json(job: Job) -> bytes:
    return JobAnswer(**vars(job), links=_links(job.id)).model_dump_json().encode()


def _links(job_id: UUID) -> dict[str, str]:
    here = f"/jobs/{job_id}"
    return {"self": here} | {name: f"{here}/{name}" for name in LINKED}


def _polling(job: JobSummary) -> dict[str, str]:
    return {} if job.status.is_finished else {"Retry-After": POLL_SECONDS}


def _next(request: Request, cursor: str) -> str:
    url = request.url.include_query_params(cursor=cursor)
    return f'<{url.path}?{url.query}>; rel="next"'
