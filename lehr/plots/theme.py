"""matplotlib's settings for each theme, and the lines' colours."""

from types import MappingProxyType
from typing import Any, Final, TypeAlias

from matplotlib.typing import RcKeyType

Settings: TypeAlias = dict[RcKeyType, Any]

_ALWAYS: Final[Settings] = {
    "font.size": 10,
    "text.parse_math": False,  # a formula's dollar signs are text
    "svg.hashsalt": "lehr",  # the same curve is the same file
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "grid.linewidth": 0.6,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
}


_INKED: Final[tuple[RcKeyType, ...]] = (
    "text.color",
    "axes.labelcolor",
    "axes.titlecolor",
    "xtick.color",
    "ytick.color",
)
_PAPER: Final[tuple[RcKeyType, ...]] = ("figure.facecolor", "axes.facecolor", "savefig.facecolor")
_FAINT: Final[tuple[RcKeyType, ...]] = ("axes.edgecolor", "grid.color")


def _palette(*, paper: str, ink: str, faint: str) -> Settings:
    coloured = {_INKED: ink, _PAPER: paper, _FAINT: faint}
    return {**_ALWAYS, **{name: colour for names, colour in coloured.items() for name in names}}


SETTINGS: Final = MappingProxyType(
    {
        "light": _palette(paper="#ffffff", ink="#1f2328", faint="#d0d7de"),
        "dark": _palette(paper="#0d1117", ink="#e6edf3", faint="#3d444d"),
    }
)
"""matplotlib's settings for each theme."""

COLOURS: Final = MappingProxyType(
    {
        "light": ("#0969da", "#bc4c00", "#1a7f37", "#8250df", "#cf222e", "#9a6700"),
        "dark": ("#58a6ff", "#f0883e", "#3fb950", "#bc8cff", "#ff7b72", "#d29922"),
    }
)
"""The lines' colours in turn."""
DASHES: Final = ("-", "--", "-.")
