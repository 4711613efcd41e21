"""Nothing is done for clients that have left."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import Request

from lehr.errors import BadRequest

Answer = TypeVar("Answer")


async def unless_gone(request: Request, answer: Coroutine[Any, Any, Answer]) -> Answer:
    """Await an answer as long as the client does; raise BadRequest, which nobody hears, else."""
    try:
        async with asyncio.timeout(None) as interest:
            leaving = asyncio.create_task(_departure(request, interest))
            try:
                return await answer
            finally:
                leaving.cancel()
    except TimeoutError as error:
        raise BadRequest("the client left before its answer") from error


async def _departure(request: Request, interest: asyncio.Timeout) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    interest.reschedule(0)
