"""What is to be trained."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ModelWrapValidatorHandler, model_validator

from lehr.datasets.catalogue import AnyDataset
from lehr.datasets.split import Validation
from lehr.dialects import AnySchedule
from lehr.errors import FieldError

from .components import MAX_LAYERS, Component, ComponentOrName, ModelSpec
from .range_test_spec import TOLD_BY_TEST, RangeTestSpec, required_or_told, stood_in

MAX_SEED = 2**31 - 1
Seed = Annotated[int, Field(ge=0, le=MAX_SEED)]


class Experiment(BaseModel):
    """One training, described in Keras's own names."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        json_schema_extra=required_or_told,
    )

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
    lr_range_test: RangeTestSpec | None = None
    """In place of `schedule` and `epochs`, which follow from it; every update is kept."""
    steps_history: bool = False
    """Whether the rate and the loss of every update are kept."""
    trainer: Literal["auto", "compiled", "fit"] = "auto"

    @model_validator(mode="wrap")
    @classmethod
    def _told_by_a_range_test(cls, body: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        experiment = read(stood_in(body))
        if (test := experiment.lr_range_test) is None:
            return experiment
        if experiment.schedule_unit == "epoch":
            raise FieldError(
                "schedule_unit", "`schedule_unit` must be step: a range test counts them"
            )
        told = {"schedule": test.schedule, "epochs": test.epochs(1), "steps_history": True}
        return experiment.model_copy(update=told)

    def over(self, steps_per_epoch: int) -> Self:
        """Return the experiment with the epochs that a range test takes at so many updates each.

        Read from a body, it has as many as the test may take at most.
        """
        if self.lr_range_test is None:
            return self
        return self.model_copy(update={"epochs": self.lr_range_test.epochs(steps_per_epoch)})

    def normalised(self) -> dict[str, Any]:
        """Return a document with every default written out, which is read as the same again."""
        told = set() if self.lr_range_test is None else set(TOLD_BY_TEST)
        return self.model_dump(mode="json", exclude=told)
