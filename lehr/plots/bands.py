"""Histories of a job's configurations as SVG or PNG."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .band import Band
from .canvas import picture
from .look import Image, Look
from .scales import spacing
from .shown import Caption
from .styles import styles

OPACITY: Final = 0.25
"""Of a band alone; several let each other through."""
FEW: Final = 3
"""So many names stand below each other."""


def draw(bands: Sequence[Band], caption: Caption, look: Look, image: Image) -> bytes:
    """Return a picture of a series over the epochs."""
    paint = partial(_draw, bands=bands, caption=caption, look=look)
    return picture(paint, caption.series, theme=look.theme, image=image)


def _draw(
    figure: Figure, axes: Axes, *, bands: Sequence[Band], caption: Caption, look: Look
) -> None:
    for band, style in zip(bands, styles(look.theme), strict=False):
        _draw_band(axes, band, style, OPACITY / len(bands) ** 0.5)
    axes.set_yscale(**spacing(look, np.concatenate([band.mean for band in bands])))
    axes.set_xlabel("epoch")
    axes.set_ylabel(caption.series)
    axes.set_title("\n".join(_title(bands, caption)))
    if any(map(_label, bands)):
        figure.legend(loc="outside lower left", ncols=1 if len(bands) <= FEW else 2)


def _draw_band(axes: Axes, band: Band, style: dict[str, Any], opacity: float) -> None:
    alone = len(band.epochs) == 1  # a line of one epoch cannot be seen
    axes.plot(band.epochs, band.mean, label=_label(band), marker="o" if alone else "", **style)
    if band.runs > 1:
        edges = band.epochs, band.lowest, band.highest
        axes.fill_between(*edges, color=style["color"], alpha=opacity, linewidth=0)


def _title(bands: Sequence[Band], caption: Caption) -> Iterator[str]:
    several = any(band.runs > 1 for band in bands)
    spread = ": mean over seeds, between the lowest and the highest" if several else ""
    yield caption.series + spread
    if caption.left_out:
        yield caption.left_out


def _label(band: Band) -> str:
    """Return what the legend says; nothing where there is nothing to tell."""
    runs = [f"{band.runs} seeds"] if band.runs > 1 else []
    diverged = [f"{band.diverged} diverged"] if band.diverged else []
    return ", ".join(filter(None, [band.label, *runs, *diverged]))
