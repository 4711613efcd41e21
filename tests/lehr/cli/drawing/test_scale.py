"""Axes of a chart in a terminal."""

import numpy as np
import pytest

from lehr.cli.drawing.scale import Scale


@pytest.mark.parametrize(
    ("high", "ticks"),
    [
        (1.0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0.1, [0, 0.02, 0.04, 0.06, 0.08, 0.1]),
        (999, [0, 200, 400, 600, 800]),
        (3e-7, [0, 1e-7, 2e-7, 3e-7]),
        (0.0, [0]),
    ],
)
def test_linear_ticks_are_round(high: float, ticks: list[float]) -> None:
    assert Scale(0, high).ticks() == pytest.approx(ticks)


def test_steps_have_no_fractions() -> None:
    assert Scale(0, 2, is_whole=True).ticks() == [0, 1, 2]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (1e-3, 1e-1, [1e-3, 1e-2, 1e-1]),
        (0.01, 0.1, [0.01, 0.02, 0.05, 0.1]),
        (1e-12, 1, [1e-12, 1e-9, 1e-6, 1e-3, 1]),
        (0.3, 0.4, [0.3]),
    ],
)
def test_logarithmic_ticks_are_decades_where_there_are_many(
    low: float, high: float, ticks: list[float]
) -> None:
    assert Scale(low, high, is_log=True).ticks() == pytest.approx(ticks)


def test_places_run_from_0_to_1() -> None:
    assert Scale(0, 4).places(np.array([0.0, 1, 4])).tolist() == [0, 0.25, 1]
    log = Scale(0.01, 1, is_log=True).places(np.array([0.01, 0.1, 1, 0]))
    assert log[:3].tolist() == pytest.approx([0, 0.5, 1])
    assert np.isnan(log[3])


def test_one_value_has_a_place() -> None:
    assert Scale(0.1, 0.1, is_log=True).places(np.array([0.1])).tolist() == [1]


def test_rates_of_nothing_but_zero_have_an_axis() -> None:
    assert Scale.of_rates(np.zeros(3), is_log=True) == Scale(0, 1)
