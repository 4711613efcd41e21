"""Curves of several schedules side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import orjson

from lehr.schedules import Schedule
from lehr.violations import below

from .curve import WITH_NUMPY, Curve, decimals
from .options import PreviewOptions, check_asked
from .sampling import sampled

MOST_CURVES: Final = 16
"""So many schedules may stand side by side."""


@dataclass(frozen=True, eq=False)
class Curves:
    """Several schedules at the same steps, in the order of the schedules."""

    options: PreviewOptions
    curves: tuple[Curve, ...]

    def as_document(self) -> dict[str, object]:
        """Return the answer of a preview of several; NumPy values in it are for orjson to write."""
        documents = [curve.as_document() for curve in self.curves]
        parts = [{name: one[name] for name in one if name != "steps"} for one in documents]
        return {"steps": self.options.written_steps, "curves": parts}

    def as_json(self) -> bytes:
        """Return the document; every rate is the shortest decimal that reads back as its bits."""
        return orjson.dumps(self.as_document(), option=WITH_NUMPY)

    def as_csv(self) -> bytes:
        """Return `curve,step,learning_rate` rows, curve after curve, which count from 0."""
        return "\n".join(["curve,step,learning_rate", *self._rows(), ""]).encode()

    def _rows(self) -> Iterator[str]:
        steps = decimals(self.options.sampled_steps)
        for number, curve in enumerate(self.curves):
            rates = zip(steps, decimals(curve.learning_rates), strict=True)
            yield from (f"{number},{step},{rate}" for step, rate in rates)


def previews(schedules: Sequence[Schedule], options: PreviewOptions) -> Curves:
    """Return the curves of schedules at the steps that `options` choose.

    With a metric all have its epochs: schedules that answer to it, and others beside them.
    Raises InvalidRequest as `preview`, with pointers that begin with the schedule's index.
    """
    check_asked(schedules, options)
    curves = []
    for index, schedule in enumerate(schedules):
        with below(f"/{index}"):
            curves.append(sampled(schedule, options))
    return Curves(options, tuple(curves))
