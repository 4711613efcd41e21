"""What all spellings of TF-Keras share."""

from typing import ClassVar

from lehr.dialects.spelling import Spelling
from lehr.schedules import Precision


class TfKerasSchedule(Spelling):
    """A schedule of TF-Keras, which computes in float32, the step included."""

    library: ClassVar[str | None] = "tf_keras"
    arithmetic: ClassVar[Precision] = "float32"
