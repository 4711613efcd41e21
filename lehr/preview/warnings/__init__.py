"""What is legal about a curve and probably not meant."""

from collections.abc import Iterator
from itertools import chain

from .breaks import climbs, jumps
from .levels import vanishing, wasted
from .timing import untimely
from .untold import untold
from .warning import CurveWarning as CurveWarning
from .warning import Judged as Judged


def warnings(curve: Judged) -> Iterator[CurveWarning]:
    """Yield all that the curve gives cause to."""
    checks = (wasted, vanishing, jumps, climbs, untimely, untold)
    return chain.from_iterable(check(curve) for check in checks)
