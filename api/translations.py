"""A schedule to be written as code, and the code."""

from pydantic import BaseModel, ConfigDict, Field

from lehr.dialects import AnySchedule
from lehr.translation import Target


class TranslationRequest(BaseModel):
    """The body of `POST /schedules/translate`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    schedule: AnySchedule
    to: Target = Field(description="The library that the code is for.")


class TranslationAnswer(BaseModel):
    """A program that runs as it stands."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    exact: bool = Field(description="Whether its rates are the preview's, in its own arithmetic.")
    notes: list[str]
