"""Nothing is done for clients that have left."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import Request

from lehr.errors import BadRequest

Answer = TypeVar("Answer")


async def unless_gone(request: Request, answer: Coroutine[Any, Any, Answer]) -> Answer:
    """Await an answer as long as the client does; raise BadRequest, which nobody hears, else."""
    answering = asyncio.create_task(answer)
    leaving = asyncio.create_task(_departure(request))
    try:
        await asyncio.wait((answering, leaving), return_when=asyncio.FIRST_COMPLETED)
        if answering.done():
            return answering.result()
        raise BadRequest("the client left before its answer")
    finally:
        answering.cancel()
        leaving.cancel()


async def _departure(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
