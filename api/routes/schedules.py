"""`/schedules`: the catalogue of kinds, the exact curve of any of them, and its code."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from api import preview_query
from api.curves import CurveAnswer, written
from api.dependencies import takes
from api.preview_parameters import FORMAT, PARAMETERS
from api.preview_query import PreviewRequest
from api.strict_json import JsonRoute
from api.translations import TranslationAnswer, TranslationRequest
from lehr.dialects import ScheduleEntry, catalogue
from lehr.translation import Translation, translate

router = APIRouter(prefix="/schedules", tags=["schedules"], route_class=JsonRoute)

CURVE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The curve", "content": {"text/csv": {"schema": {"type": "string"}}}},
    304: {"description": "The client has this curve"},
}


class ScheduleCatalogue(BaseModel):
    """Every kind of schedule."""

    kinds: tuple[ScheduleEntry, ...]


@router.get("", summary="List every kind of schedule", dependencies=[takes()])
async def list_kinds() -> ScheduleCatalogue:
    return ScheduleCatalogue(kinds=catalogue())


@router.get(
    "/preview",
    summary="Preview a schedule given in the query",
    response_model=CurveAnswer,
    responses=CURVE,
    openapi_extra={"parameters": PARAMETERS},
)
def preview_schedule(request: Request) -> Response:
    return written(request, preview_query.from_query(request))


@router.post(
    "/preview",
    summary="Preview a schedule given in the body",
    response_model=CurveAnswer,
    responses=CURVE,
    dependencies=[takes("format")],
    openapi_extra={"parameters": [FORMAT]},
)
def preview_posted_schedule(request: Request, body: PreviewRequest) -> Response:
    return written(request, preview_query.from_body(body))


@router.post(
    "/translate",
    summary="Write a schedule as code of a library",
    response_model=TranslationAnswer,
    dependencies=[takes()],
)
def translate_schedule(body: TranslationRequest) -> Translation:
    return translate(body.schedule, body.to)
