"""Routes that answer a request themselves, before the framework looks at it."""

from collections.abc import Sequence

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send
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


class Direct:
    """ASGI middleware that hands what is asked of direct routes to them, all else to the app.

    The app has these routes too, for its document and for what it tells of other methods. Its
    search of all routes and its own middleware cost more than many an answer.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        for route in self._routes:
            match, found = route.matches(scope)
            if match is Match.FULL:
                scope.update(found)
                await route.handle(scope, receive, send)
                return
        await self._app(scope, receive, send)
