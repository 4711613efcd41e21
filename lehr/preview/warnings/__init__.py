"""What is legal about a curve and probably not meant."""

from .breaks import climbs, jumps
from .levels import vanishing, wasted
from .timing import untimely
from .untold import untold
from .warning import CurveWarning as CurveWarning
from .warning import Judged as Judged

CHECKS = (wasted, vanishing, jumps, climbs, untimely, untold)


def warnings(curve: Judged) -> list[CurveWarning]:
    """Return all that the curve gives cause to."""
    return [warning for check in CHECKS if (warning := check(curve))]
