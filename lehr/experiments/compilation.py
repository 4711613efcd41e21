"""What the compiled trainer must leave to `fit`, told from the experiment alone."""

from .shapes import Architecture


def obstacle(architecture: Architecture) -> str | None:
    """Return why a model cannot be compiled, or None where nothing is known to be in the way.

    Keras refuses an index that an embedding does not have; XLA takes the nearest one. The data's
    own indices can be checked before training, computed ones cannot.
    """
    if architecture.computed_indices:
        return "an embedding behind layers with weights is not compiled: XLA checks no indices"
    return None
