import pytest

from lehr.dialects import parse
from lehr.errors import InvalidRequest
from lehr.integrations.clock import Clock
from lehr.schedules import Schedule

METRIC = [1.0, 0.9, 0.9, 0.95, 0.9, 0.9]


@pytest.fixture
def cosine() -> Schedule:
    return parse({"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 10})


@pytest.fixture
def plateau() -> Schedule:
    return parse({"kind": "torch.ReduceLROnPlateau", "lr": 0.1, "patience": 1})


def told(clock: Clock, metric: list[float]) -> list[float]:
    """Return the rate before each value that the clock is told."""
    rates = []
    for value in metric:
        rates.append(clock.rate())
        clock.observe(value)
    return rates


def test_a_clock_has_the_rate_of_its_step(cosine: Schedule) -> None:
    clock = Clock(cosine)
    clock.step = 5
    assert clock.rate() == pytest.approx(0.05)


def test_a_clock_answers_to_what_it_is_told(plateau: Schedule) -> None:
    assert told(Clock(plateau), METRIC) == pytest.approx([0.1, 0.1, 0.1, 0.1, 0.01, 0.01])


def test_a_clock_goes_on_from_what_another_has_kept(plateau: Schedule) -> None:
    first, second = Clock(plateau), Clock(plateau)
    rates = told(first, METRIC[:3])
    second.resume(first.step, first.state)
    assert rates + told(second, METRIC[3:]) == told(Clock(plateau), METRIC)


def test_a_schedule_that_answers_to_nothing_does_not_heed_a_metric(cosine: Schedule) -> None:
    assert told(Clock(cosine), METRIC) == [0.1] * 6


def test_a_state_of_another_kind_is_refused_and_changes_nothing(
    cosine: Schedule, plateau: Schedule
) -> None:
    clock = Clock(plateau)
    with pytest.raises(InvalidRequest, match="the state must be one of `torch"):
        clock.resume(7, Clock(cosine).state)
    assert (clock.step, clock.rate()) == (0, 0.1)
