"""Every data set by its name, and what a client may know of it beforehand."""

from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from .generated import Blobs, Circles, Moons
from .published import BreastCancer, Digits, Ionosphere, Iris, Wine

__all__ = [
    "AnyDataset",
    "Blobs",
    "BreastCancer",
    "Circles",
    "DatasetEntry",
    "Digits",
    "Ionosphere",
    "Iris",
    "Moons",
    "Wine",
    "catalogue",
    "dataset_names",
]

AnyDataset = Annotated[
    Ionosphere | Blobs | Moons | Circles | Iris | Wine | BreastCancer | Digits,
    Field(discriminator="name"),
]
"""The registry: a data set that stands here is validated, listed and tested."""

_any_dataset: TypeAdapter[AnyDataset] = TypeAdapter(AnyDataset)


class DatasetEntry(BaseModel):
    """What `GET /datasets` tells of one data set; sizes of drawn ones are those of the defaults."""

    model_config = ConfigDict(frozen=True)

    name: str
    title: str
    samples: int
    shape: tuple[int, ...]
    """The inputs of one row."""
    classes: int
    class_sizes: tuple[int, ...]
    parameters: dict[str, Any]
    """JSON Schema of what a request may say beside the name."""
    source: str
    licence: str | None


def dataset_names() -> list[str]:
    """Return the names that `dataset.name` may hold."""
    kinds = get_args(get_args(AnyDataset)[0])
    return [get_args(kind.model_fields["name"].annotation)[0] for kind in kinds]


def catalogue() -> list[DatasetEntry]:
    """Return an entry for every data set."""
    return [_entry(_any_dataset.validate_python({"name": name})) for name in dataset_names()]


def _entry(dataset: AnyDataset) -> DatasetEntry:
    return DatasetEntry(
        name=dataset.name,
        title=dataset.title,
        samples=dataset.samples,
        shape=dataset.shape,
        classes=dataset.classes,
        class_sizes=dataset.class_sizes,
        parameters=_parameters(type(dataset)),
        source=dataset.source,
        licence=dataset.licence,
    )


def _parameters(kind: type[BaseModel]) -> dict[str, Any]:
    schema = kind.model_json_schema()
    properties = {name: rule for name, rule in schema["properties"].items() if name != "name"}
    required = [name for name in schema["required"] if name != "name"]
    return schema | {"properties": properties, "required": required}
