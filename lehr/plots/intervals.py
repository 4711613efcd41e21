"""A comparison of configurations as SVG or PNG: means with their intervals."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .canvas import picture
from .look import Image, Look
from .scales import spacing
from .shown import Caption, Mean
from .styles import styles


def draw(means: Sequence[Mean], caption: Caption, look: Look, image: Image) -> bytes:
    """Return a picture of the means, from the top down."""
    paint = partial(_draw, means=means, caption=caption, look=look)
    return picture(paint, caption.series, theme=look.theme, image=image)


def _draw(
    figure: Figure, axes: Axes, *, means: Sequence[Mean], caption: Caption, look: Look
) -> None:
    colour = next(styles(look.theme))["color"]
    places, values = np.arange(len(means)), np.array([mean.value for mean in means])
    ends = np.array([mean.interval or (mean.value, mean.value) for mean in means])
    reach = np.abs(ends.T - values)
    axes.errorbar(values, places, xerr=reach, fmt="o", color=colour, capsize=4)
    axes.set_xscale(**spacing(look, values))
    axes.set_yticks(places, [mean.label for mean in means])
    axes.invert_yaxis()
    axes.set_xlabel(caption.series)
    title = f"{caption.series}: mean over seeds and its 95 % interval"
    lines = "\n".join(filter(None, [title, caption.left_out]))
    figure.suptitle(lines, x=0.01, horizontalalignment="left", fontsize=11)
