"""Runs that differ by their seeds alone are one line with a band."""

from io import BytesIO
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.image import imread

from lehr.plots import Look
from lehr.plots.band import MOST_POINTS, banded
from lehr.plots.bands import draw
from lehr.plots.shown import Caption

CAPTION = Caption("val_loss", "the best 2 of 9 configurations")
TWO = [
    banded("optimizer.momentum=0.5", [np.array([1.0, 0.5]), np.array([3.0, 0.7])]),
    banded("optimizer.momentum=0.9", [np.array([2.0, np.nan])]),
]


def texts(svg: bytes) -> str:
    """Return the comments of an SVG: what each text says is in one."""
    parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
    root = ET.fromstring(svg, parser)
    return "\n".join(one.text or "" for one in root.iter() if callable(one.tag))


def test_a_band_is_the_mean_and_goes_from_the_lowest_to_the_highest() -> None:
    band = TWO[0]
    assert band.epochs.tolist() == [1, 2]
    assert band.mean.tolist() == [2.0, 0.6]
    assert (band.lowest.tolist(), band.highest.tolist()) == ([1.0, 0.5], [3.0, 0.7])
    assert (band.runs, band.diverged) == (2, 0)


def test_a_run_that_is_not_as_far_counts_where_it_is() -> None:
    band = banded("", [np.array([1.0, 2.0, 3.0]), np.array([3.0])])
    assert band.mean.tolist() == [2.0, 2.0, 3.0]
    assert band.diverged == 0


def test_values_that_are_not_finite_are_in_no_mean_and_told_of() -> None:
    band = banded("", [np.array([1.0, np.inf]), np.array([3.0, np.nan])])
    assert band.mean[0] == 2.0
    assert np.isnan([band.mean[1], band.lowest[1], band.highest[1]]).all()
    assert band.diverged == 2


def test_many_epochs_are_drawn_in_groups_that_hide_no_extreme() -> None:
    values = np.full(12_345, 0.5)
    values[[7, 9_999]] = 0.0, 1.0
    band = banded("", [values])
    assert len(band.epochs) == MOST_POINTS
    assert (band.lowest.min(), band.highest.max()) == (0.0, 1.0)
    assert band.mean.mean() == pytest.approx(0.5, abs=1e-3)


def test_a_picture_says_what_it_shows_and_what_it_leaves_out() -> None:
    said = texts(draw(TWO, CAPTION, Look(), "svg"))
    assert "val_loss: mean over seeds, between the lowest and the highest" in said
    assert CAPTION.left_out in said
    assert "optimizer.momentum=0.5, 2 seeds" in said
    assert "optimizer.momentum=0.9, 1 diverged" in said


def test_one_run_is_a_line_without_a_legend() -> None:
    said = texts(draw([banded("", [np.array([0.5, 0.4])])], Caption("loss", ""), Look(), "svg"))
    assert "loss" in said
    assert "seeds" not in said


@pytest.mark.parametrize("values", [[0.5], [np.nan], [0.0, 0.0], [-1.0, 1.0]])
def test_any_values_can_be_drawn_on_either_axis(values: list[float]) -> None:
    band = banded("", [np.array(values)])
    for axis in ("linear", "log"):
        look = Look.model_validate({"axis": axis, "theme": "dark"})
        drawn = draw([band], Caption("loss", ""), look, "png")
        assert imread(BytesIO(drawn), format="png")[..., :3].mean() < 0.2


def test_equal_bands_give_equal_bytes() -> None:
    assert draw(TWO, CAPTION, Look(), "svg") == draw(TWO, CAPTION, Look(), "svg")
