"""What OpenAPI says of the query of a preview: the options, and a kind's parameters beside them."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from lehr.dialects import KINDS, AnySchedule
from lehr.plots import Look
from lehr.preview import PreviewOptions

from .negotiation import FORMATS
from .openapi import REFERENCE

Parameter = dict[str, Any]


def _parameter(name: str, schema: dict[str, Any], description: str) -> Parameter:
    return {"name": name, "in": "query", "description": description, "schema": schema}


FORMAT = _parameter(
    "format", {"type": "string", "enum": list(FORMATS)}, "Instead of the `Accept` header."
)
KIND = _parameter(
    "kind",
    {"type": "string", "enum": list(KINDS)},
    "The schedule's kind; its parameters stand beside it.",
)
FLAT = _parameter("parameters", {"type": "object"}, "The parameters of the kind, each by its name.")
NESTED: Parameter = {
    "name": "schedule",
    "in": "query",
    "description": "Instead of `kind` and its parameters: the schedule as JSON, or as code.",
    "content": {"application/json": {"schema": {"$ref": f"{REFERENCE}{AnySchedule.__name__}"}}},
}


def _fields(model: type[BaseModel]) -> Iterator[Parameter]:
    for name, schema in model.model_json_schema()["properties"].items():
        yield _parameter(name, schema, schema.pop("description"))


FORM = [FORMAT, *_fields(Look)]
PARAMETERS = [KIND, FLAT, NESTED, *_fields(PreviewOptions), *FORM]
