"""Previews asked for in queries: cheap ones made at once, others in a thread, the latest kept."""

from hashlib import blake2b
from typing import Final

from cachetools import LRUCache
from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from .forms import asked_form
from .negotiation import accepted, unless_known
from .preview_query import from_query
from .query_texts import Texts, texts

MOST_AT_ONCE: Final = 50_000
"""So many rates take a few milliseconds, in which nobody else is served."""
KEPT_BYTES: Final = 16_000_000
OVERHEAD: Final = 2_000
"""About so many bytes an answer takes beside its body."""


class Previews:
    """Answers to `GET /schedules/preview`, of which the latest are kept."""

    def __init__(self) -> None:
        self._kept: LRUCache[bytes, Response] = LRUCache(KEPT_BYTES, _size)

    async def answer(self, request: Request) -> Response:
        """Return the answer; raise InvalidRequest naming the parameter that is wrong."""
        accept = accepted(request)
        question = _digest(request.scope["query_string"], accept)
        answer = self._kept.get(question)
        if answer is None:
            answer = self._kept[question] = await _answered(texts(request), accept)
        return unless_known(request, answer)


def _digest(query: bytes, accept: str) -> bytes:
    """Return a digest of all that decides an answer: queries can be long."""
    return blake2b(query + b"\n" + accept.encode()).digest()


def _size(answer: Response) -> int:
    return len(answer.body) + OVERHEAD


async def _answered(query: Texts, accept: str) -> Response:
    form, asked = asked_form(query, accept), from_query(query)
    if form.is_image or asked.effort > MOST_AT_ONCE:
        return await run_in_threadpool(lambda: form.written(asked.curve()))
    return form.written(asked.curve())
