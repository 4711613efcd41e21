"""What all spellings of Keras share."""

from typing import ClassVar

from lehr.dialects.spelling import Spelling
from lehr.schedules import Precision


class KerasSchedule(Spelling):
    """A schedule of Keras, which computes in float32, the step included."""

    library: ClassVar[str | None] = "keras"
    arithmetic: ClassVar[Precision] = "float32"
