"""Answers as they come over the wire, made into values; and values into bodies."""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

import httpx

from .errors import ClientError, UnexpectedAnswer
from .problems import problem

Document: TypeAlias = dict[str, Any]

NOT_FINITE: Final = {name: float(name) for name in ("NaN", "Infinity", "-Infinity")}
CHOSEN: Final = frozenset({"experiment", "labels", "parameters", "request", "preview"})
"""Below these are the words of who handed something in: a text stays one, whatever it says."""
PROBLEM: Final = "application/problem+json"


def document(answer: httpx.Response) -> Document:
    """Return the JSON object of an answer; raise UnexpectedAnswer where it has none."""
    try:
        found = answer.json()
    except ValueError as error:  # not JSON, or not UTF-8
        raise _unexpected(answer) from error
    if not isinstance(found, dict):
        raise _unexpected(answer)
    return found


def numbered(value: Any) -> Any:
    """Return a document in which the numbers that JSON cannot write are numbers."""
    match value:
        case dict():
            return {name: one if name in CHOSEN else numbered(one) for name, one in value.items()}
        case list():
            return [numbered(one) for one in value]
        case str():
            return NOT_FINITE.get(value, value)
        case _:
            return value


def written(value: object) -> bytes:
    """Return a value as JSON; arrays are lists, numbers that are not finite their names.

    Raises TypeError for what JSON has nothing for.
    """
    return json.dumps(_plain(value)).encode()


def media_type(answer: httpx.Response) -> str:
    """Return the media type of an answer without its parameters."""
    return str(answer.headers.get("content-type", "")).partition(";")[0]


def refusal(answer: httpx.Response) -> ClientError:
    """Return what an answer refuses with."""
    if media_type(answer) != PROBLEM:
        return _unexpected(answer)
    try:
        return problem(document(answer))
    except KeyError:  # another program's, without all members
        return _unexpected(answer)


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):  # NumPy's and pandas's values, one or many
        value = value.tolist()
    match value:
        case Mapping():
            return {name: _plain(one) for name, one in value.items()}
        case float() if not math.isfinite(value):
            return json.dumps(value)  # its name
        case str() | bytes():
            return value
        case Iterable():
            return [_plain(one) for one in value]
        case _:
            return value


def _unexpected(answer: httpx.Response) -> UnexpectedAnswer:
    kind = media_type(answer) or "no media type"
    told = f"{answer.status_code} {answer.reason_phrase}".strip()
    place = answer.request.url.copy_with(query=None, userinfo=b"")
    return UnexpectedAnswer(f"{place} answered {told} with {kind}: that is not Lehr's")
