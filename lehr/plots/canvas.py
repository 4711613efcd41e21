"""A sheet to draw on, and the picture that it becomes."""

from collections.abc import Callable
from io import BytesIO
from threading import Lock
from typing import Final, TypeAlias

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .look import Image, Theme
from .theme import SETTINGS

Draw: TypeAlias = Callable[[Figure, Axes], None]


INCHES: Final = (9, 5)
DOTS_PER_INCH: Final = 110

_drawing = Lock()
"""matplotlib's settings are the whole process's."""


def picture(draw: Draw, title: str, *, theme: Theme, image: Image) -> bytes:
    """Return what is drawn; equal drawings give equal bytes."""
    with _drawing, rc_context(SETTINGS[theme]):
        figure = Figure(figsize=INCHES, dpi=DOTS_PER_INCH, layout="constrained")
        draw(figure, figure.add_subplot())
        return _written(figure, title, image)


def _written(figure: Figure, title: str, image: Image) -> bytes:
    file = BytesIO()
    dates = {"Date": None} if image == "svg" else {}
    figure.savefig(file, format=image, metadata={"Title": title, **dates})
    return file.getvalue()
