"""JSON read strictly: what readers could take differently, or nobody can keep, is refused."""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from typing_extensions import override

from lehr.errors import InvalidRequest, Violation

MOST_LEVELS = 64
TOO_DEEP = f"lists and objects must not be nested in more than {MOST_LEVELS} levels"
LONGEST_ECHO = 80
LONG_INTEGER = re.compile(rb"\d{309}")
"""May be beyond float64; Python itself reads integers of 4300 digits at most."""
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
"""PostgreSQL cannot keep U+0000, and a lone surrogate is not a character."""


class JsonRoute(APIRoute):
    """A route whose body, where it takes one, is read by `document`."""

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def read_and_handle(request: Request) -> Response:
            return await handle(_ReadRequest(request, await request.body()))

        return read_and_handle


class _ReadRequest(Request):
    """A request whose body has been read."""

    def __init__(self, request: Request, text: bytes) -> None:
        super().__init__(request.scope, request.receive)
        self._text, self._document = text, document(text)

    @override
    async def body(self) -> bytes:
        return self._text

    @override
    async def json(self) -> Any:
        return self._document


@dataclass(frozen=True)
class _Repeated:
    """Stands for an object in which one name stands twice."""

    name: str


def document(text: bytes) -> Any:
    """Return what a JSON text says.

    Raises InvalidRequest for text that is not JSON in UTF-8, more than `MOST_LEVELS` levels, a name
    that stands twice in one object, numbers that float64 has not, and text that cannot be kept.
    """
    integer = _integer if LONG_INTEGER.search(text) else int
    try:
        read = json.loads(text.decode(), object_pairs_hook=_object, parse_int=integer)
    except UnicodeDecodeError as error:
        raise _refusal(f"the text must be in UTF-8; byte {error.start} is not") from error
    except json.JSONDecodeError as error:
        raise _refusal(f"the text must be JSON: {error.msg} at character {error.pos}") from error
    except RecursionError as error:
        raise _refusal(TOO_DEEP) from error
    if fault := _fault(read, MOST_LEVELS):
        raise InvalidRequest([fault])
    return read


def _refusal(rule: str) -> InvalidRequest:
    return InvalidRequest([Violation("", rule)])


def _object(pairs: list[tuple[str, Any]]) -> object:
    fields = dict(pairs)
    if len(fields) == len(pairs):
        return fields
    [(name, _)] = Counter(name for name, _ in pairs).most_common(1)
    return _Repeated(name)


def _integer(digits: str) -> float:
    return int(digits) if math.isfinite(float(digits)) else math.inf


def _fault(value: object, levels: int) -> Violation | None:
    """Return the first fault of a value; the pointer leads there from the value."""
    if broken := _broken(value, levels):
        return Violation("", broken)
    for name, child in _children(value):
        if type(child) is not int and (fault := _fault(child, levels - 1)):
            return Violation(f"/{_escaped(name)}{fault.pointer}", fault.detail)
    return None


def _broken(value: object, levels: int) -> str | None:
    match value:
        case float() if not math.isfinite(value):
            return f"a number must be finite, in float64 as well; received {_echo(value)}"
        case str() if UNKEEPABLE.search(value):
            return f"text must not hold U+0000 or a lone surrogate; received {_echo(value)}"
        case _Repeated(name):
            return f"a name must not stand twice in one object; received {_echo(name)}"
        case dict() | list() if not levels:
            return TOO_DEEP
        case dict():
            return next((wrong for name in value if (wrong := _broken(name, levels))), None)
        case _:
            return None


def _children(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _escaped(name: str | int) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")[:LONGEST_ECHO]


def _echo(value: str | float) -> str:
    return json.dumps(value)[:LONGEST_ECHO]
