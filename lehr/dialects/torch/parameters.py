"""Parameters that several schedulers of torch share, with their bounds."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from .rule import FARTHEST

Gamma: TypeAlias = Annotated[
    float, Field(ge=0, description="What the rate is multiplied by at each drop.")
]
TotalIters: TypeAlias = Annotated[
    int, Field(ge=1, le=FARTHEST, description="The step at which the change is complete.")
]
MinimumRate: TypeAlias = Annotated[
    float, Field(ge=0, description="The lowest learning rate, not relative to `lr`.")
]
CycleMomentum: TypeAlias = Annotated[
    bool, Field(description="Whether torch moves the momentum too; the rate is the same.")
]
BaseMomentum: TypeAlias = Annotated[
    float, Field(ge=0, le=1, description="torch's momentum where the rate is highest.")
]
MaxMomentum: TypeAlias = Annotated[
    float, Field(ge=0, le=1, description="torch's momentum where the rate is lowest.")
]
Anneal: TypeAlias = Annotated[
    Literal["cos", "linear"], Field(description="The shape of the way from one rate to another.")
]
