"""A schedule's learning rates at chosen steps, with what is to be said about them."""

from dataclasses import dataclass

import orjson

from lehr.schedules import FloatArray, Precision, Schedule, StepArray

from .identity import normalised
from .landmarks import Landmark
from .options import Unit
from .summary import Summary
from .warnings import CurveWarning


@dataclass(frozen=True, eq=False)
class Curve:
    """A schedule's learning rates at `steps`: int64 steps, rates of `dtype`, equally long."""

    schedule: Schedule
    unit: Unit
    dtype: Precision
    steps: StepArray
    learning_rates: FloatArray
    summary: Summary
    landmarks: tuple[Landmark, ...]
    warnings: tuple[CurveWarning, ...]
    hash: str

    def as_document(self) -> dict[str, object]:
        """Return the answer of a preview; NumPy values in it are for orjson to write."""
        return {**vars(self), "schedule": normalised(self.schedule)}

    def as_json(self) -> bytes:
        """Return the document; every rate is the shortest decimal that reads back as its bits."""
        return orjson.dumps(self.as_document(), option=orjson.OPT_SERIALIZE_NUMPY)

    def as_csv(self) -> str:
        """Return `step,learning_rate` rows with the decimals of the JSON."""
        rows = zip(_decimals(self.steps), _decimals(self.learning_rates), strict=True)
        return "\n".join(["step,learning_rate", *map(",".join, rows), ""])


def _decimals(values: FloatArray | StepArray) -> list[str]:
    return orjson.dumps(values, option=orjson.OPT_SERIALIZE_NUMPY).decode()[1:-1].split(",")
