"""How a plot looks."""

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Image: TypeAlias = Literal["svg", "png"]
Theme: TypeAlias = Literal["light", "dark"]


class Look(BaseModel):
    """What a client may choose about a plot."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    axis: Literal["linear", "log"] = Field(
        default="linear", description="Of a plot: how the rates are spaced."
    )
    theme: Theme = Field(default="light", description="Of a plot: its background.")
