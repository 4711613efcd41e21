"""The catalogue of kinds as `lehr kinds` writes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import orjson

from lehr.dialects import ScheduleEntry, catalogue

from .sentences import Failure
from .tables import table
from .terminal import write, write_lines


def listed(text: str, *, as_json: bool) -> None:
    """Write the kinds that have a text in their name or title; of one by its name, all."""
    found = _found(text)
    if not found:
        raise Failure(f"no kind has `{text}` in its name or title; `lehr kinds` lists all")
    if as_json:
        write(orjson.dumps({"kinds": [asdict(entry) for entry in found]}))
    elif len(found) == 1:
        write_lines(_told(found[0]))
    else:
        table(["kind", "library", "title"], [(e.kind, e.library or "", e.title) for e in found])


def _found(text: str) -> Sequence[ScheduleEntry]:
    named = [entry for entry in catalogue() if entry.kind == text]
    sought = text.casefold()
    return named or [e for e in catalogue() if sought in f"{e.kind} {e.title}".casefold()]


def _told(entry: ScheduleEntry) -> Iterator[str]:
    yield f"{entry.kind}: {entry.title}"
    yield entry.formula
    parameters: Any = entry.parameters
    for name, schema in parameters["properties"].items():
        yield f"  {name}{_default(name, schema, parameters)}"
    yield f"example: {orjson.dumps(entry.example).decode()}"
    if entry.spellings:
        yield f"spellings: {', '.join(entry.spellings)}"


def _default(name: str, schema: Mapping[str, Any], parameters: Mapping[str, Any]) -> str:
    if name in parameters.get("required", ()):
        return " (required)"
    return f" = {orjson.dumps(schema.get('default')).decode()}"
