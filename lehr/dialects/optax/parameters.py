"""Parameters that several schedules of optax share, with their bounds."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field

from .base import FARTHEST


def _decaying(decay_rate: float) -> float:
    if decay_rate == 0:
        raise ValueError("`decay_rate` must be > 0: with 0 optax keeps the first rate for ever")
    return decay_rate


InitValue: TypeAlias = Annotated[float, Field(ge=0, description="The first learning rate.")]
EndValue: TypeAlias = Annotated[float, Field(ge=0, description="The last learning rate.")]
PeakValue: TypeAlias = Annotated[float, Field(ge=0, description="The highest learning rate.")]
TransitionSteps: TypeAlias = Annotated[
    int, Field(ge=1, le=FARTHEST, description="Steps from the first rate to the last.")
]
TransitionBegin: TypeAlias = Annotated[
    int, Field(ge=0, le=FARTHEST, description="Steps for which the first rate is held before.")
]
WarmupSteps: TypeAlias = Annotated[
    int, Field(ge=0, le=FARTHEST, description="Steps of the line to `peak_value`.")
]
DecayRate: TypeAlias = Annotated[
    float,
    Field(ge=0, description="What `transition_steps` steps multiply the rate by."),
    AfterValidator(_decaying),
]
Staircase: TypeAlias = Annotated[
    bool,
    Field(description="Whether the rate changes once every `transition_steps`, and only then."),
]
EndBound: TypeAlias = Annotated[
    float | None,
    Field(ge=0, description="What the rate does not pass, downwards if `decay_rate` < 1."),
]
Exponent: TypeAlias = Annotated[float, Field(gt=0, description="The cosine's power.")]
PctStart: TypeAlias = Annotated[
    float,
    Field(ge=0, le=1, validate_default=True, description="The part of the steps to the peak."),
]
DivFactor: TypeAlias = Annotated[
    float, Field(gt=0, description="`peak_value` over the initial rate.")
]
FinalDivFactor: TypeAlias = Annotated[
    float, Field(gt=0, description="The initial rate over the final one.")
]
