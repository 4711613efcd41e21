"""The spellings of schedules that answer to a metric, one file a library."""

from typing import TypeAlias

from . import keras, optax, timm, torch, transformers

FeedbackSpelling: TypeAlias = (
    keras.ReduceLROnPlateau  # one line a spelling
    | optax.ReduceOnPlateau
    | timm.Plateau
    | torch.ReduceLROnPlateau
    | transformers.Greedy
    | transformers.ReduceLrOnPlateau
)
