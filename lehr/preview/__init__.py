"""A schedule's curve at chosen steps, summarised: what training will follow, before it starts."""

from .curve import Curve as Curve
from .identity import normalised as normalised
from .identity import schedule_hash as schedule_hash
from .landmarks import Landmark as Landmark
from .options import PreviewOptions as PreviewOptions
from .options import Unit as Unit
from .sampling import preview as preview
from .summary import Summary as Summary
from .warnings import CurveWarning as CurveWarning
