"""One request and its answer: its id, its line in the log, its place in the metrics."""

import logging
from http import HTTPStatus
from time import perf_counter
from uuid import uuid4

from fastapi import Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lehr.errors import LehrError
from lehr.logs import bound

from .gate import OPEN_PATHS
from .metrics import RequestMetrics
from .problems import explained, render

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}

log = logging.getLogger(__name__)


class Exchange:
    """ASGI middleware around everything else: whatever is raised inside ends as a problem."""

    def __init__(self, app: ASGIApp, metrics: RequestMetrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = Answer(scope, send, uuid4().hex)
        with bound(request_id=answer.request_id):
            await self._answer(answer, receive)
            self._metrics.observe(scope, answer.status, answer.seconds)
            log.log(answer.level, "request", extra=answer.line)

    async def _answer(self, answer: "Answer", receive: Receive) -> None:
        try:
            await self._app(answer.scope, receive, answer.send)
        except LehrError as error:
            await self._tell(answer, receive, explained(error, answer.request_id))
        except Exception:
            log.exception("a request broke")
            broken = LehrError("the service failed; its log has the reason under this instance")
            await self._tell(answer, receive, render(broken, answer.request_id))

    @staticmethod
    async def _tell(answer: "Answer", receive: Receive, problem: Response) -> None:
        if answer.status == 0:
            await problem(answer.scope, receive, answer.send)


class Answer:
    """What is sent back for one request, and how long it took."""

    def __init__(self, scope: Scope, send: Send, request_id: str) -> None:
        self.scope = scope
        self.request_id = request_id
        self.status = 0
        self._send = send
        self._began = perf_counter()
        scope.setdefault("state", {})["request_id"] = request_id

    @property
    def seconds(self) -> float:
        """Time since the request came in."""
        return perf_counter() - self._began

    @property
    def level(self) -> int:
        """How much the log should care: whoever watches the service asks all the time."""
        watched = self.scope["path"] in OPEN_PATHS and self.status == HTTPStatus.OK
        return logging.DEBUG if watched else logging.INFO

    @property
    def line(self) -> dict[str, object]:
        """What the log says of the exchange; never a header, never a query."""
        return {
            "method": self.scope["method"],
            "path": self.scope["path"],
            "status": self.status,
            "milliseconds": round(1000 * self.seconds, 2),
        }

    async def send(self, message: Message) -> None:
        """Send a part of the answer, with the headers that all answers have."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in {**HEADERS, "X-Request-Id": self.request_id}.items():
                headers.setdefault(name, value)
        await self._send(message)
