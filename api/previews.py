"""Previews asked for in queries: cheap ones made at once, others in a thread, some kept."""

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
REMEMBERED: Final = 10_000
"""So many of the latest questions are known again."""
OVERHEAD: Final = 2_000
"""About so many bytes an answer takes beside its body."""


class Previews:
    """Answers to `GET /schedules/preview`, kept from the second time on that they are asked for.

    Most are asked for once, and filling memory with them takes a good part of their making.
    """

    def __init__(self) -> None:
        self._asked: LRUCache[bytes, bool] = LRUCache(REMEMBERED)
        self._kept: LRUCache[bytes, Response] = LRUCache(KEPT_BYTES, _size)

    async def answer(self, request: Request) -> Response:
        """Return the answer; raise InvalidRequest naming the parameter that is wrong."""
        accept = accepted(request)
        question = _digest(request.scope["query_string"], accept)
        answer = self._kept.get(question)
        if answer is None:
            answer = await _answered(texts(request), accept)
            self._keep(question, answer)
        return unless_known(request, answer)

    def _keep(self, question: bytes, answer: Response) -> None:
        if question in self._asked:
            self._kept[question] = answer
        else:
            self._asked[question] = True


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
