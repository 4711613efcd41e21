"""What pictures of jobs show, as plain values."""

from typing import NamedTuple


class Caption(NamedTuple):
    """What a picture says of itself."""

    series: str
    """What is drawn."""
    left_out: str
    """What is not, and might be looked for; empty where all is drawn."""


class Mean(NamedTuple):
    """The mean of one configuration over its seeds."""

    label: str
    value: float
    interval: tuple[float, float] | None
    """None where there is one seed."""
