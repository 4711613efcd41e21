"""Health and metrics, for those who run the service."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from api.dependencies import StateOf
from lehr.health import Readiness

router = APIRouter(tags=["operations"])


class Liveness(BaseModel):
    """Said by every process that can say anything."""

    status: Literal["live"]


@router.get("/health/live", summary="Tell that the process is alive")
async def live() -> Liveness:
    return Liveness(status="live")


@router.get("/health/ready", summary="Tell whether jobs can be accepted and trained")
def ready(state: StateOf) -> Readiness:
    return state.health.ready()


@router.get("/metrics", summary="Metrics for Prometheus", response_class=PlainTextResponse)
def metrics(request: Request) -> Response:
    return Response(generate_latest(request.app.state.registry), media_type=CONTENT_TYPE_LATEST)
