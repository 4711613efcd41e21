"""What a client asks to have trained."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from lehr.datasets.catalogue import AnyDataset
from lehr.datasets.split import Validation
from lehr.dialects import AnySchedule

from .components import Component, ComponentOrName, ModelSpec

MAX_SEED = 2**31 - 1
Seed = Annotated[int, Field(ge=0, le=MAX_SEED)]
PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
"""PostgreSQL keeps no NUL; the other control characters have no place in a label either."""
Label = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=PRINTABLE)]


class Experiment(BaseModel):
    """The body of `POST /jobs`: one training, described in Keras's own names."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    dataset: AnyDataset
    model: ModelSpec
    schedule: AnySchedule
    epochs: int = Field(ge=1, le=1_000_000)
    optimizer: Component = Component(name="SGD")
    loss: ComponentOrName | None = None
    """By the data set and the output layer where absent."""
    metrics: list[ComponentOrName] | None = Field(default=None, max_length=8)
    """`["accuracy"]` for classes where absent."""
    batch_size: int = Field(default=32, ge=1)
    validation: Validation | None = Validation(split=0.2, shuffle=True)
    shuffle: bool = True
    """A new order of the training rows each epoch, from (seed, epoch)."""
    seed: Seed | None = None
    """Drawn where absent, and returned."""
    schedule_unit: Literal["step", "epoch"] = "step"
    monitor: str | None = Field(default=None, max_length=100)
    """The column of the history that a feedback schedule answers to, unless it names one itself;
    the validation loss where absent, or the loss where nothing validates.
    """
    schedule_hash: str | None = None
    """The hash of a preview; another curve than that one is refused."""
    trainer: Literal["auto", "compiled", "fit"] = "auto"
    priority: int = Field(default=0, ge=-10, le=10)
    labels: dict[Label, Label] = Field(default={}, max_length=16)

    def normalised(self) -> dict[str, Any]:
        """Return the body with every default written out; it is a valid body again."""
        return self.model_dump(mode="json")
