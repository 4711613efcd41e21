"""The OpenAPI document: FastAPI's own, with every schedule's name and every error's media type."""

import re
from collections.abc import Iterator
from typing import Any

import orjson
from fastapi import FastAPI
from typing_extensions import override

from .problems import PROBLEM_JSON, ProblemAnswer

Document = dict[str, Any]
REFERENCE = "#/components/schemas/"
PROBLEM = {"$ref": f"{REFERENCE}{ProblemAnswer.__name__}"}


class DocumentedApi(FastAPI):
    """An application whose document clients can be generated from."""

    @override
    def openapi(self) -> Document:
        """Return the document, made once."""
        if self.openapi_schema is None:
            document = super().openapi()
            _type_problems(document)
            _require_kinds(document)
            _tell_defaults(document)
            self.openapi_schema = _name_schedules(document)
        return self.openapi_schema


def _type_problems(document: Document) -> None:
    for response in _responses(document):
        media_types = list(response.get("content", {}).values())
        if PROBLEM in [media_type.get("schema") for media_type in media_types]:
            response["content"] = {PROBLEM_JSON: {"schema": PROBLEM}}


def _responses(document: Document) -> Iterator[Document]:
    for operations in document["paths"].values():
        for operation in operations.values():
            yield from operation["responses"].values()


def _require_kinds(document: Document) -> None:
    """Have every schedule say its kind: it has a default in Python alone."""
    schemas = document["components"]["schemas"]
    for name, _ in _kinds(schemas):
        schemas[name]["required"] = ["kind", *schemas[name].get("required", [])]


def _tell_defaults(document: Document) -> None:
    """Have defaults that are objects stand in words: generators take values for defaults."""
    for schema in document["components"]["schemas"].values():
        for field in schema.get("properties", {}).values():
            if isinstance(field.get("default"), dict):
                default = orjson.dumps(field.pop("default")).decode()
                field["description"] = f"{field.get('description', '')} Default: {default}".strip()


def _name_schedules(document: Document) -> Document:
    """Name schedules by their kind: libraries have classes of the same name."""
    schemas = document["components"]["schemas"]
    names = {name: _type_name(kind) for name, kind in _kinds(schemas)}
    for old, new in names.items():
        schemas[old]["title"] = new  # by which generators name their classes
    document["components"]["schemas"] = {names.get(old, old): schemas[old] for old in schemas}
    text = orjson.dumps(document).decode()
    for old, new in names.items():
        text = text.replace(f'"{REFERENCE}{old}"', f'"{REFERENCE}{new}"')
    named: Document = orjson.loads(text)
    return named


def _kinds(schemas: Document) -> Iterator[tuple[str, str]]:
    for name, schema in schemas.items():
        if kind := schema.get("properties", {}).get("kind", {}).get("const"):
            yield name, kind


def _type_name(kind: str) -> str:
    """Return `KerasExponentialDecay` for `keras.ExponentialDecay`, `TimeBased` for `time_based`."""
    return "".join(f"{word[0].upper()}{word[1:]}" for word in re.split(r"[._]", kind))
