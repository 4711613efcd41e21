"""`/schedules`: the catalogue of kinds, the exact curve of any of them, and its code."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from api.curves import CurveAnswer, CurvesAnswer
from api.dependencies import takes
from api.direct import DirectRoute
from api.forms import LOOKS, asked_form
from api.negotiation import accepted, unless_known
from api.preview_body import AnyRequest, from_body
from api.preview_parameters import FORM, PARAMETERS
from api.previews import Previews
from api.query_texts import texts
from api.strict_json import JsonRoute
from api.translations import TranslationAnswer, TranslationRequest
from lehr.dialects import ScheduleEntry, catalogue
from lehr.translation import Translation, translate

router = APIRouter(prefix="/schedules", tags=["schedules"], route_class=JsonRoute)
direct = APIRouter(prefix="/schedules", tags=["schedules"], route_class=DirectRoute)

CURVE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The curve",
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            "image/svg+xml": {"schema": {"type": "string"}},
            "image/png": {"schema": {"type": "string", "format": "binary"}},
        },
    },
    304: {"description": "The client has this curve"},
}


class ScheduleCatalogue(BaseModel):
    """Every kind of schedule."""

    kinds: tuple[ScheduleEntry, ...]


@router.get("", summary="List every kind of schedule", dependencies=[takes()])
async def list_kinds() -> ScheduleCatalogue:
    return ScheduleCatalogue(kinds=catalogue())


@direct.get(
    "/preview",
    summary="Preview a schedule given in the query",
    response_model=CurveAnswer,
    responses=CURVE,
    openapi_extra={"parameters": PARAMETERS},
)
async def preview_schedule(request: Request) -> Response:
    previews: Previews = request.app.state.previews
    return await previews.answer(request)


@router.post(
    "/preview",
    summary="Preview schedules given in the body",
    response_model=CurveAnswer | CurvesAnswer,
    responses=CURVE,
    dependencies=[takes("format", *LOOKS)],
    openapi_extra={"parameters": FORM},
)
def preview_posted_schedule(request: Request, body: AnyRequest) -> Response:
    form = asked_form(texts(request), accepted(request))
    return unless_known(request, form.written(from_body(body)))


@router.post(
    "/translate",
    summary="Write a schedule as code of a library",
    response_model=TranslationAnswer,
    dependencies=[takes()],
)
def translate_schedule(body: TranslationRequest) -> Translation:
    return translate(body.schedule, body.to)
