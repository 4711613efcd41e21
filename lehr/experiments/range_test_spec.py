"""A learning rate range test, as a client asks for one in place of a schedule."""

from math import ceil
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from lehr.errors import FieldError
from lehr.schedules import RangeTest

MAX_TEST_STEPS = 100_000

TOLD_BY_TEST = ("schedule", "epochs")
"""What an experiment without a range test must name."""
STAND_INS = {"schedule": {"kind": "constant", "learning_rate": 0.0}, "epochs": 1}
"""What is read in the place of these."""


class RangeTestSpec(BaseModel):
    """Rates that climb by equal ratios, from update to update, until the loss diverges."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, allow_inf_nan=False, serialize_by_alias=True
    )

    first: float = Field(alias="from", gt=0)
    """The rate of the first update."""
    last: float = Field(alias="to", gt=0)
    """The rate of the last one."""
    steps: int = Field(ge=2, le=MAX_TEST_STEPS)
    """Updates of the test."""
    stop_factor: float = Field(default=4.0, gt=1)
    """The test ends after the epoch in which the smoothed loss exceeds its best so many times."""

    @field_validator("last")
    @classmethod
    def _rates_climb(cls, last: float, info: ValidationInfo) -> float:
        first = info.data.get("first", 0)
        if last <= first:
            raise ValueError(f"`to` must be > `from`, which is {first}")
        return last

    @property
    def schedule(self) -> RangeTest:
        """The rates of the test."""
        return RangeTest(
            initial_learning_rate=self.first,
            end_learning_rate=self.last,
            test_steps=self.steps,
        )

    def epochs(self, steps_per_epoch: int) -> int:
        """Return how many epochs the test takes at most."""
        return ceil(self.steps / steps_per_epoch)


def stood_in(body: Any) -> Any:
    """Return the body of an experiment, completed where a range test tells the rest.

    Raises FieldError for what is given beside one.
    """
    if not isinstance(body, dict) or body.get("lr_range_test") is None:
        return body
    for field in TOLD_BY_TEST:
        if field in body:
            raise FieldError(field, f"`lr_range_test` takes the place of `{field}`")
    return body | STAND_INS


def required_or_told(schema: dict[str, Any]) -> None:
    """Have the JSON Schema of an experiment require what no range test tells.

    It is a condition, not a choice of schemas, of which generators would make no class.
    """
    always = [field for field in schema["required"] if field not in TOLD_BY_TEST]
    told = [field for field in schema["required"] if field in TOLD_BY_TEST]
    schema["required"] = always
    schema["if"] = {"not": {"required": ["lr_range_test"]}}
    schema["then"] = {"required": told}
