"""What every data set of the catalogue says of itself."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Dataset(BaseModel):
    """One data set as a request names it: a frozen value whose facts need no data to be loaded."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )

    title: ClassVar[str]
    source: ClassVar[str]
    """Whom to cite, or what draws the rows."""
    licence: ClassVar[str | None]
    """None where rows are drawn, not published."""

    name: str
    standardize: bool = False
    """Whether the inputs are scaled to mean 0 and standard deviation 1 of the training rows."""
