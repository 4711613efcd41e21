"""The rates that a range test suggests."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehr.experiments.suggestions import (
    RULES,
    RangeCurve,
    Values,
    minimum,
    slide,
    steep,
    valley,
)

STEPS = 100
RATES = np.geomspace(1e-7, 10, STEPS)
LOGARITHMS = np.log10(RATES)
FALLING = 1 / (1 + np.exp(2 * (LOGARITHMS + 3)))
"""From 1 to 0, steepest at 0.001."""
TYPICAL = FALLING + 0.05 * np.exp(4 * (LOGARITHMS - 0.2))
"""The same, and away from a rate of about 1 on."""

curves = st.lists(st.integers(0, 30).map(float), min_size=2, max_size=40)


def curve(losses: Values) -> RangeCurve:
    return RangeCurve(RATES[: len(losses)], losses)


def nearest(rate: float | None) -> int:
    assert rate is not None
    return int(np.abs(RATES - rate).argmin())


def test_the_beginning_and_the_end_are_not_looked_at() -> None:
    looked_at = RangeCurve.of(RATES, TYPICAL, None)
    assert looked_at.learning_rates.tolist() == RATES[10:95].tolist()
    assert looked_at.losses.tolist() == TYPICAL[10:95].tolist()


def test_what_lies_behind_the_stop_is_not_looked_at() -> None:
    assert RangeCurve.of(RATES, TYPICAL, 60).learning_rates.tolist() == RATES[6:55].tolist()


def test_a_typical_test_suggests_a_rate_by_every_rule() -> None:
    looked_at = RangeCurve.of(RATES, TYPICAL, None)
    rates = {name: rule.suggest(looked_at) for name, rule in RULES.items()}
    assert all(rate is not None and 1e-6 < rate < 1 for rate in rates.values())
    assert rates["minimum"] == RATES[TYPICAL.argmin()] / 10


def test_steep_is_where_the_loss_falls_most_per_logarithm() -> None:
    rate = steep(curve(FALLING))
    assert rate is not None
    assert abs(log(rate / 1e-3)) < log(RATES[1] / RATES[0])


def test_valley_is_halfway_down() -> None:
    """Of the 61 updates from 19 on that fall, the 30th is suggested."""
    losses = np.concatenate([np.full(20, 2.0), np.linspace(1.9, 1, 60), np.full(20, 5.0)])
    assert nearest(valley(curve(losses))) == 19 + 29


def test_valley_steps_over_losses_that_rise_for_a_moment() -> None:
    losses = np.linspace(2, 1, STEPS)
    losses[10:90:10] = 3
    assert 40 < nearest(valley(curve(losses))) < 60


@given(curves)
def test_valley_is_that_of_its_definition(losses: list[float]) -> None:
    """Every element extends the longest falling sequence that ends above it."""
    lengths: list[int] = []
    for loss in losses:
        before = zip(losses, lengths, strict=False)
        lengths.append(1 + max((length for other, length in before if other > loss), default=0))
    longest = max(lengths)
    start = lengths.index(longest) - longest
    place = max(start + longest // 3 + int(longest / 6), 0)
    expected = RATES[place] if longest > 1 else None
    assert valley(curve(np.array(losses))) == expected


def test_slide_is_left_of_where_the_loss_runs_away() -> None:
    losses = np.concatenate([np.ones(70), 1 + 0.02 * np.arange(1, 16)])
    assert 50 < nearest(slide(curve(losses))) < 70


@pytest.mark.parametrize(
    ("losses", "without"),
    [
        (np.ones(STEPS), {"valley", "steep", "minimum", "slide"}),
        (np.linspace(1, 2, STEPS), {"valley", "steep", "minimum", "slide"}),
        (np.linspace(2, 1, STEPS), {"slide"}),
        (np.linspace(2, 1, 10), {"slide"}),
        (np.ones(1), {"valley", "steep", "minimum", "slide"}),
        (np.ones(0), {"valley", "steep", "minimum", "slide"}),
    ],
)
def test_a_curve_without_such_a_place_suggests_nothing(losses: Values, without: set[str]) -> None:
    found = {name for name, rule in RULES.items() if rule.suggest(curve(losses)) is None}
    assert found == without


def test_a_curve_that_only_slides_has_no_slide_s_left_end() -> None:
    assert slide(curve(np.exp(0.1 * np.arange(40.0)))) is None


def test_minimum_is_a_tenth_of_the_rate_at_the_lowest_loss() -> None:
    assert minimum(curve(np.array([3.0, 2.0, 4.0]))) == RATES[1] / 10


def test_long_tests_are_looked_at_quickly() -> None:
    rates = np.geomspace(1e-7, 10, 100_000)
    losses = np.random.default_rng(3).normal(size=len(rates)).cumsum()
    looked_at = RangeCurve(rates, losses)
    assert all(rule.suggest(looked_at) is not None for rule in RULES.values())
