"""The parts of an experiment that Keras defines, as a client spells them."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

MAX_LAYERS = 100
OPEN = ConfigDict(extra="allow", frozen=True, allow_inf_nan=False)


class Component(BaseModel):
    """An optimizer, loss or metric: Keras's name for it, and its arguments beside the name.

    `{"name": "SGD", "momentum": 0.8}`
    """

    model_config = OPEN

    name: str

    @property
    def arguments(self) -> dict[str, Any]:
        """Keras's arguments as they were given."""
        return dict(self.__pydantic_extra__ or {})


def _component(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


ComponentOrName = Annotated[
    Component, BeforeValidator(_component, json_schema_input_type=str | Component)
]
"""A component that may be given by its bare name, as Keras's `compile` takes it."""


class LayerSpec(BaseModel):
    """One layer: Keras's class, and its arguments beside it, Keras's `name` among them.

    `{"layer": "Dense", "units": 34, "activation": "relu"}`
    """

    model_config = OPEN

    layer: str

    @property
    def arguments(self) -> dict[str, Any]:
        """Keras's arguments as they were given."""
        return dict(self.__pydantic_extra__ or {})


class ModelSpec(BaseModel):
    """A stack of layers, each fed by the one before it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    layers: list[LayerSpec] = Field(min_length=1, max_length=MAX_LAYERS)
