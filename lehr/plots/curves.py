"""Previews as SVG or PNG."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lehr.preview import Curve

from .canvas import picture
from .labels import labels, marks
from .look import Image, Look
from .scales import spacing
from .styles import styles

FEW_POINTS: Final = 60
"""So many steps or fewer are drawn as stairs: a rate holds until the next step."""
FEW_LANDMARKS: Final = 8


def draw(curves: Sequence[Curve], look: Look, image: Image) -> bytes:
    """Return a picture of the curves over their steps; equal curves give equal bytes."""
    paint = partial(_draw, curves=curves, look=look)
    return picture(paint, "Learning rates", theme=look.theme, image=image)


def _draw(figure: Figure, axes: Axes, *, curves: Sequence[Curve], look: Look) -> None:
    _draw_lines(axes, curves, look)
    _scale(axes, curves, look)
    _draw_landmarks(axes, curves)
    _describe(figure, axes, curves)


def _draw_lines(axes: Axes, curves: Sequence[Curve], look: Look) -> None:
    for curve, label, style in zip(curves, labels(curves), styles(look.theme), strict=False):
        few = len(curve.steps) <= FEW_POINTS
        axes.plot(
            *curve.in_order,
            label=label,
            drawstyle="steps-post" if few else "default",
            marker="." if few else "",
            **style,
        )


def _scale(axes: Axes, curves: Sequence[Curve], look: Look) -> None:
    scale = spacing(look, np.concatenate([curve.learning_rates for curve in curves]))
    axes.set_yscale(**scale)
    if scale["value"] == "log":
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
