"""A query string's parameters as they are written: read once, and nothing made of them yet."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import parse_qs

from fastapi import Request

Texts: TypeAlias = Mapping[str, Sequence[str]]
"""Every text that a parameter has, by its name; none of them has none."""


def texts(request: Request) -> Texts:
    """Return the parameters of a request's query string."""
    query: str = request.scope["query_string"].decode("latin-1")
    is_escaped = "%" in query or "+" in query
    return parse_qs(query, keep_blank_values=True) if is_escaped else _plain(query)


def _plain(query: str) -> Texts:
    """Do as `parse_qs`, which spends its time on escapes, where there are none."""
    found: dict[str, list[str]] = {}
    for part in filter(None, query.split("&")):
        name, _, text = part.partition("=")
        found.setdefault(name, []).append(text)
    return found
