"""Parameters that several families share, with their bounds."""

from typing import Annotated, TypeAlias

from pydantic import Field

InitialLearningRate: TypeAlias = Annotated[
    float, Field(ge=0, description="The learning rate that the schedule starts from.")
]
DecaySteps: TypeAlias = Annotated[
    float, Field(gt=0, description="Steps over which the decay applies once.")
]
Staircase: TypeAlias = Annotated[
    bool, Field(description="Whether the rate falls once every `decay_steps`, and only then.")
]
