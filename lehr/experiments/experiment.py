"""What is to be trained."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from lehr.datasets.catalogue import AnyDataset
from lehr.datasets.split import Validation
from lehr.dialects import AnySchedule

from .components import MAX_LAYERS, Component, ComponentOrName, ModelSpec

MAX_SEED = 2**31 - 1
Seed = Annotated[int, Field(ge=0, le=MAX_SEED)]


class Experiment(BaseModel):
    """One training, described in Keras's own names."""

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
    layer_rates: dict[str, Annotated[float, Field(ge=0)]] = Field(default={}, max_length=MAX_LAYERS)
    """Layer name -> multiplier of the rate, and with it of decoupled weight decay; 0 freezes."""
    steps_history: bool = False
    """Whether the rate and the loss of every update are kept."""
    trainer: Literal["auto", "compiled", "fit"] = "auto"

    def normalised(self) -> dict[str, Any]:
        """Return a document with every default written out, which is read as the same again."""
        return self.model_dump(mode="json")
