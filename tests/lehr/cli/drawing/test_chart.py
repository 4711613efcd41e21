"""Charts in a terminal, as they are read: character by character."""

from typing import Any

import numpy as np
import pytest

from lehr.cli.drawing.alphabet import ASCII, UNICODE, alphabet
from lehr.cli.drawing.canvas import BRAILLE, STARS, dotted
from lehr.cli.drawing.chart import ROWS, chart
from lehr.dialects import parse
from lehr.preview import Curve, PreviewOptions, preview

COSINE = {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 100}
FALLING = {"kind": "linear", "initial_learning_rate": 0.2, "decay_steps": 2}
CONSTANT = {"kind": "constant", "learning_rate": 0.05}


def curve(document: dict[str, Any], **options: Any) -> Curve:
    return preview(parse(document), PreviewOptions(**options))


def lines(*curves: Curve, is_log: bool = False) -> list[str]:
    names = [curve.schedule.kind for curve in curves]
    return chart(curves, names, width=60, alphabet=ASCII, is_log=is_log).plain.splitlines()


def test_a_falling_line_touches_every_row_once() -> None:
    dots = dotted(np.array([0.0, 1.0]), np.array([1.0, 0.0]), (4, 4))
    assert dots.any(axis=0).all()
    assert dots[0, 0]
    assert dots[3, 3]
    assert not dots[3, 0]


def test_no_spike_is_lost() -> None:
    heights = np.zeros(1000)
    heights[525] = 1
    dots = dotted(np.arange(1000) / 999, heights, (20, 8))
    assert dots[:, 10].all()
    assert dots.sum() == 20 + 7


def test_what_has_no_height_is_not_drawn() -> None:
    dots = dotted(np.array([0.0, 0.5, 1.0]), np.array([1.0, np.nan, np.nan]), (10, 4))
    assert not dots[:, 5:].any()
    assert dots[0, 0]


@pytest.mark.parametrize(("dot", "character"), [((0, 0), "⠁"), ((3, 1), "⢀"), ((1, 1), "⠐")])
def test_braille_has_its_dots_where_they_are(dot: tuple[int, int], character: str) -> None:
    dots = np.zeros((4, 2), bool)
    dots[dot] = True
    assert chr(BRAILLE.first + BRAILLE.characters(dots)[0, 0]) == character


def test_a_star_is_a_dot() -> None:
    assert STARS.characters(np.array([[True, False]])).tolist() == [[ord("*"), 0]]


def test_a_constant_is_a_straight_line() -> None:
    name, *rows = lines(curve(CONSTANT, steps=100))
    assert name == "constant"
    assert set(rows[0].partition("+")[2]) == {"*"}
    assert not any("*" in row for row in rows[1:ROWS])


def test_axes_are_labelled() -> None:
    rows = lines(curve(COSINE, steps=101))
    labels = [row.split()[0] for row in rows[1 : ROWS + 1] if "+" in row]
    assert labels == ["0.1", "0.08", "0.06", "0.04", "0.02", "0"]
    assert rows[-1].split() == ["0", "20", "40", "60", "80", "100"]


def test_landmarks_are_marked_under_the_axis() -> None:
    rows = lines(curve(COSINE, steps=201))
    marked, labels = rows[-2], rows[-1]
    assert marked.index("^") == labels.index("100")


def test_landmarks_before_the_first_step_are_not_marked() -> None:
    rows = lines(curve(COSINE, at=(150, 200)))
    assert "^" not in "".join(rows)


def test_several_curves_have_letters() -> None:
    rows = lines(curve(COSINE, steps=100), curve(CONSTANT, steps=100))
    assert rows[:2] == ["A  cosine", "B  constant"]
    drawn = "".join(rows[2 : ROWS + 2])
    assert (drawn.count("A"), drawn.count("B")) == (1, 1)


def test_steps_in_any_order_are_drawn_from_left_to_right() -> None:
    assert lines(curve(COSINE, at=(100, 0, 50))) == lines(curve(COSINE, at=(0, 50, 100)))


def test_few_steps_are_stairs() -> None:
    rows = lines(curve(FALLING, steps=3))
    first, second = (row.count("*") for row in rows[1 : ROWS + 1] if "***" in row)
    assert first == pytest.approx(second, abs=1)


@pytest.mark.parametrize("is_log", [False, True])
@pytest.mark.parametrize("rate", [0.0, 1e-300, 5e-324, 1e300])
def test_whatever_the_rate_there_is_a_chart(rate: float, *, is_log: bool) -> None:
    assert lines(curve({"kind": "constant", "learning_rate": rate}, steps=1), is_log=is_log)


def test_the_encoding_decides_on_the_characters() -> None:
    assert (alphabet("utf-8"), alphabet("UTF-8"), alphabet("cp1252")) == (UNICODE, UNICODE, ASCII)
