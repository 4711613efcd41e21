"""Name the layers of a model as Keras does, the same way each time."""

from itertools import count

from .components import ModelSpec
from .vocabulary import vocabulary

INPUTS = "inputs"


def layer_names(model: ModelSpec) -> list[str]:
    """Return each layer's name: its own, else `dense`, `dense_1` and so on by its class.

    The classes must be known. No name is used twice unless the model itself does.
    """
    taken = {name for layer in model.layers if (name := layer.arguments.get("name"))}
    names = []
    for layer in model.layers:
        names.append(layer.arguments.get("name") or unused(_usual(layer.layer), taken))
        taken.add(names[-1])
    return names


def unused(name: str, taken: set[str]) -> str:
    """Return `name`, with the lowest number behind it that makes it new."""
    if name not in taken:
        return name
    return next(new for number in count(1) if (new := f"{name}_{number}") not in taken)


def _usual(layer: str) -> str:
    layers = vocabulary().layers
    return layers.entries[layers.find(layer) or layer].name
