"""Parameters that several schedulers of timm share, with their bounds."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field

from lehr.schedules.parameters import LAST_STEP, increasing

BaseRate: TypeAlias = Annotated[
    float, Field(ge=0, description="The optimizer's learning rate, which noise and cycles change.")
]
LowestRate: TypeAlias = Annotated[
    float, Field(ge=0, description="The rate that every cycle falls to, and that stays after all.")
]
DecayRate: TypeAlias = Annotated[
    float, Field(ge=0, description="What the rate is multiplied by at each drop.")
]
WarmupSteps: TypeAlias = Annotated[
    int, Field(ge=0, le=LAST_STEP, description="Steps on which the rate climbs in a line.")
]
WarmupRate: TypeAlias = Annotated[
    float, Field(ge=0, description="The rate at step 0 where there is a warmup.")
]
WarmupPrefix: TypeAlias = Annotated[
    bool, Field(description="Whether the decay's clock stands still during the warmup.")
]
InEpochs: TypeAlias = Annotated[
    bool, Field(description="Whether timm counts epochs or updates; the rates are the same.")
]
_Step: TypeAlias = Annotated[float, Field(ge=0, le=LAST_STEP)]
NoiseRange: TypeAlias = Annotated[
    Annotated[list[_Step], AfterValidator(increasing), Field(min_length=2, max_length=2)]
    | _Step
    | None,
    Field(description="The first step with noise; or that and the first after it without."),
]
NoiseLimit: TypeAlias = Annotated[
    float, Field(gt=0, le=1, description="The noise is less than this fraction of the rate.")
]
NoiseDeviation: TypeAlias = Annotated[
    float, Field(ge=0, description="The standard deviation of normal noise before it is limited.")
]
