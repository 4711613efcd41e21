"""Curves as `lehr preview` writes them: drawn in the terminal, as JSON, CSV or a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase

from lehr.plots import Image, Look
from lehr.plots.labels import labels, marks
from lehr.preview import Curve, Curves, PreviewOptions, preview, previews
from lehr.schedules import Schedule

from .drawing.alphabet import alphabet
from .drawing.chart import chart
from .files import save
from .terminal import WIDEST, encoding, terminal, write

Shown = Curve | Curves


def shown(schedules: Sequence[Schedule], options: PreviewOptions) -> Shown:
    """Return the curve of one schedule, or the curves of several."""
    if len(schedules) == 1:
        return preview(schedules[0], options)
    return previews(schedules, options)


@dataclass(frozen=True)
class Output:
    """Where curves go, and in which form; pictures go into files beside what is written."""

    svg: Path | None
    png: Path | None
    as_csv: bool
    as_json: bool
    is_log: bool

    def write(self, found: Shown) -> None:
        """Write curves in every form that is wanted."""
        curves = [found] if isinstance(found, Curve) else found.curves
        self._save(curves)
        if self.as_json:
            write(found.as_json())
        elif self.as_csv:
            write(found.as_csv())
        else:
            self._draw(curves)

    def _save(self, curves: Sequence[Curve]) -> None:
        images: dict[Image, Path | None] = {"svg": self.svg, "png": self.png}
        for image, path in images.items():
            if path is not None:
                save(path, _picture(curves, image, is_log=self.is_log))

    def _draw(self, curves: Sequence[Curve]) -> None:
        console = terminal()
        width = min(console.width, WIDEST)
        letters = alphabet(encoding())
        names = labels(curves)
        console.print(
            chart(curves, names, width=width, alphabet=letters, is_log=self.is_log),
            *_told(curves),
            sep="\n",
        )


def _picture(curves: Sequence[Curve], image: Image, *, is_log: bool) -> bytes:
    from lehr.plots.curves import draw

    return draw(curves, Look(axis="log" if is_log else "linear"), image)


def _told(curves: Sequence[Curve]) -> Iterator[str]:
    """Say curves in words, each behind its letter if several."""
    for letter, curve in zip(ascii_uppercase, curves, strict=False):
        name = f"{letter}: " if len(curves) > 1 else ""
        yield from (f"{name}{line}" for line in _words(curve))


def _words(curve: Curve) -> Iterator[str]:
    """Tell a curve's numbers, where something happens, and what is hardly meant."""
    told = curve.summary
    peak = f"{curve.unit} {told.peak_step}"
    # As they are written, not as Python formats a float32: with the digits of a float64.
    yield f"first {told.first!s}, last {told.last!s}"
    yield f"lowest {told.minimum!s}, highest {told.maximum!s} at {peak}"
    if happening := marks(curve.landmarks):
        yield "; ".join(f"{what} at {step}" for step, what in happening.items())
    yield from (f"warning: {warning.detail}" for warning in curve.warnings)
