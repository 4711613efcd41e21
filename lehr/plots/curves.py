"""Previews as SVG or PNG."""

from collections.abc import Sequence
from io import BytesIO
from itertools import product
from threading import Lock
from typing import Final

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lehr.preview import Curve

from .labels import labels, marks
from .look import Image, Look
from .theme import COLOURS, DASHES, SETTINGS

INCHES: Final = (9, 5)
DOTS_PER_INCH: Final = 110
FEW_POINTS: Final = 60
"""So many steps or fewer are drawn as stairs: a rate holds until the next step."""
FEW_LANDMARKS: Final = 8

_drawing = Lock()
"""matplotlib's settings are the whole process's."""


def draw(curves: Sequence[Curve], look: Look, image: Image) -> bytes:
    """Return a picture of the curves over their steps; equal curves give equal bytes."""
    with _drawing, rc_context(SETTINGS[look.theme]):
        figure = Figure(figsize=INCHES, dpi=DOTS_PER_INCH, layout="constrained")
        axes = figure.add_subplot()
        _draw_lines(axes, curves, look)
        _scale(axes, curves, look)
        _draw_landmarks(axes, curves)
        _describe(figure, axes, curves)
        return _written(figure, image)


def _draw_lines(axes: Axes, curves: Sequence[Curve], look: Look) -> None:
    styles = list(product(DASHES, COLOURS[look.theme]))
    for number, (curve, label) in enumerate(zip(curves, labels(curves), strict=True)):
        dashes, colour = styles[number % len(styles)]
        few = len(curve.steps) <= FEW_POINTS
        axes.plot(
            *curve.in_order,
            color=colour,
            linestyle=dashes,
            label=label,
            drawstyle="steps-post" if few else "default",
            marker="." if few else "",
        )


def _scale(axes: Axes, curves: Sequence[Curve], look: Look) -> None:
    """Space the rates as wished; where all are 0 there is no logarithm of any."""
    if look.axis == "log" and any(curve.learning_rates.any() for curve in curves):
        axes.set_yscale("log", nonpositive="mask")
        axes.yaxis.set_major_formatter(lambda rate, _: f"{rate:g}")
    else:
        axes.set_ylim(bottom=0)


def _draw_landmarks(axes: Axes, curves: Sequence[Curve]) -> None:
    """Mark where something happens, as long as the marks can be told apart."""
    told = marks(curves[0].landmarks)
    if len(curves) > 1 or len(told) > FEW_LANDMARKS:
        return
    for step, what in told.items():
        axes.axvline(step, linestyle=":", linewidth=1, alpha=0.7)
        axes.annotate(
            what,
            (step, 1),
            xycoords=("data", "axes fraction"),
            rotation=90,
            verticalalignment="top",
            horizontalalignment="right",
            fontsize=8,
        )


def _describe(figure: Figure, axes: Axes, curves: Sequence[Curve]) -> None:
    axes.set_xlabel(" and ".join(dict.fromkeys(curve.unit for curve in curves)))
    axes.set_ylabel("learning rate")
    if len(curves) == 1:
        [title] = labels(curves)
        axes.set_title(title)
    else:
        figure.legend(loc="outside lower left")


def _written(figure: Figure, image: Image) -> bytes:
    file = BytesIO()
    dates = {"Date": None} if image == "svg" else {}
    figure.savefig(file, format=image, metadata={"Title": "Learning rates", **dates})
    return file.getvalue()
