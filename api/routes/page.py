"""The page for people: its document at `/`, everything else below `/page/`."""

from fastapi import APIRouter, Request, Response

from api.assets import Assets
from api.negotiation import unless_known
from api.page_answers import document, file

router = APIRouter(include_in_schema=False)
READING = ["GET", "HEAD"]


@router.api_route("/", methods=READING)
async def show_page(request: Request) -> Response:
    assets: Assets = request.app.state.assets
    return unless_known(request, document(assets.index))


@router.api_route("/page/{name:path}", methods=READING)
def show_page_file(request: Request, name: str) -> Response:
    assets: Assets = request.app.state.assets
    return file(request, assets.find(name))
