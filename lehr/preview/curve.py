"""A schedule's learning rates at chosen steps, with what is to be said about them."""

from dataclasses import dataclass
from typing import Final

import orjson

from lehr.schedules import FloatArray, Precision, Schedule, StepArray

from .identity import hash_of, normalised, schedule_hash
from .landmarks import Landmark
from .options import PreviewOptions, Unit
from .summary import Summary
from .warnings import CurveWarning

WITH_NUMPY: Final = orjson.OPT_SERIALIZE_NUMPY


@dataclass(frozen=True, eq=False)
class Curve:
    """A schedule's learning rates, of `dtype`, at the steps that `options` choose."""

    schedule: Schedule
    options: PreviewOptions
    unit: Unit
    dtype: Precision
    learning_rates: FloatArray
    summary: Summary
    landmarks: tuple[Landmark, ...]
    warnings: tuple[CurveWarning, ...]

    @property
    def steps(self) -> StepArray:
        """The steps that the rates are at, in their order."""
        return self.options.sampled_steps

    @property
    def in_order(self) -> tuple[StepArray, FloatArray]:
        """The steps in increasing order, and their rates."""
        order = self.steps.argsort(kind="stable")
        return self.steps[order], self.learning_rates[order]

    @property
    def hash(self) -> str:
        """What `schedule_hash` is of the schedule and its unit."""
        return schedule_hash(self.schedule, self.unit)

    def as_document(self) -> dict[str, object]:
        """Return the answer of a preview; NumPy values in it are for orjson to write."""
        schedule = normalised(self.schedule)
        return {
            "schedule": schedule,
            "unit": self.unit,
            "dtype": self.dtype,
            "steps": self.options.written_steps,
            "learning_rates": self.learning_rates,
            "summary": self.summary,
            "landmarks": self.landmarks,
            "warnings": self.warnings,
            "hash": hash_of(schedule, self.unit),
        }

    def as_json(self) -> bytes:
        """Return the document; every rate is the shortest decimal that reads back as its bits."""
        return orjson.dumps(self.as_document(), option=WITH_NUMPY)

    def as_csv(self) -> bytes:
        """Return `step,learning_rate` rows with the decimals of the JSON."""
        rows = zip(decimals(self.steps), decimals(self.learning_rates), strict=True)
        return "\n".join(["step,learning_rate", *map(",".join, rows), ""]).encode()


def decimals(values: FloatArray | StepArray) -> list[str]:
    """Return the shortest decimals that read back as the values."""
    return orjson.dumps(values, option=WITH_NUMPY).decode()[1:-1].split(",")
