"""Build the optimizer that a client named."""

import keras

from lehr.experiments.components import Component

from .components import build


def build_optimizer(optimizer: Component) -> keras.optimizers.Optimizer:
    """Return the optimizer; its learning rate is Keras's default until the trainer assigns one.

    `lehr.experiments.objective.check_optimizer` must have accepted it.
    """
    return build("optimizers", optimizer.name, optimizer.arguments)
