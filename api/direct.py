"""Routes that answer a request themselves."""

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.types import Receive, Scope, Send
from typing_extensions import override


class DirectRoute(APIRoute):
    """A route whose endpoint takes the request, and returns the response: nothing is between.

    What its path names comes beside the request, as text.

    It is documented like any other. FastAPI resolves no dependencies for it and reads no body,
    which costs more than many an answer.
    """

    @override
    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] in (self.methods or ()):
            response = await self.endpoint(Request(scope, receive, send), **scope["path_params"])
            await response(scope, receive, send)
        else:
            await super().handle(scope, receive, send)
