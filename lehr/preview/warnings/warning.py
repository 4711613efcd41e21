"""What a warning says, and what it is judged by."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from lehr.preview.options import PreviewOptions
from lehr.preview.summary import Summary
from lehr.preview.trace import Trace

VISIBLE: Final = 0.01
"""Less than this part of the highest rate is next to nothing."""


@dataclass(frozen=True)
class CurveWarning:
    """Something about the curve that is legal and probably not meant."""

    code: str
    detail: str


class Judged(NamedTuple):
    """A curve, as far as warnings depend on it."""

    trace: Trace
    summary: Summary
    options: PreviewOptions

    @property
    def visible(self) -> float:
        """The smallest rate that is not next to nothing."""
        return VISIBLE * float(self.summary.maximum)
