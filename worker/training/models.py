"""Build the model that a client described."""

import keras

from lehr.experiments.components import ModelSpec
from lehr.experiments.layer_names import INPUTS, layer_names, unused

from .components import build
from .last_loss import LastLossModel
from .start import free_seeds


def build_model(
    model: ModelSpec, input_shape: tuple[int, ...], *, keeps_losses: bool = False
) -> keras.Sequential:
    """Return the model, built; `Start` draws its initial weights again, by any seed.

    `lehr.experiments.shapes.describe` must have accepted the model for this shape. Layers without
    a name get the same one each time, whatever this process has built before.
    """
    names = layer_names(model)
    inputs = keras.Input(input_shape, name=unused(INPUTS, set(names)))
    layers = [
        build("layers", spec.layer, spec.arguments | {"name": name})
        for spec, name in zip(model.layers, names, strict=True)
    ]
    for layer in layers:
        free_seeds(layer)
    return (LastLossModel if keeps_losses else keras.Sequential)([inputs, *layers])
