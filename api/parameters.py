"""What OpenAPI says of the parameters of routes that read their request themselves."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

Parameter = dict[str, Any]


def parameter(name: str, schema: dict[str, Any], description: str) -> Parameter:
    """Describe one parameter of the query."""
    return {"name": name, "in": "query", "description": description, "schema": schema}


def fields(model: type[BaseModel]) -> Iterator[Parameter]:
    """Describe the fields of a model as parameters of the query."""
    for name, schema in model.model_json_schema()["properties"].items():
        yield parameter(name, schema, schema.pop("description"))
