"""A schedule's curve at chosen steps, summarised: what training will follow, before it starts."""

from .curve import Curve as Curve
from .curves import MOST_CURVES as MOST_CURVES
from .curves import Curves as Curves
from .curves import previews as previews
from .effort import effort as effort
from .identity import normalised as normalised
from .identity import schedule_hash as schedule_hash
from .landmarks import Landmark as Landmark
from .options import PreviewOptions as PreviewOptions
from .options import Unit as Unit
from .options import check_asked as check_asked
from .sampling import preview as preview
from .sampling import sampled as sampled
from .summary import Summary as Summary
from .warnings import CurveWarning as CurveWarning
