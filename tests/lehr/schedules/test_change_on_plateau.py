"""Schedules of which a metric chooses the one in force."""

from math import nan

import numpy as np
import pytest

from lehr.dialects import parse
from lehr.errors import InvalidRequest
from lehr.schedules import ChangeOnPlateau, Feedback

RAMP = {
    "kind": "linear",
    "initial_learning_rate": 0.0,
    "decay_steps": 100,
    "end_learning_rate": 1.0,
}
HALF, TENTH = ({"kind": "constant", "learning_rate": rate} for rate in (0.5, 0.1))


def changing(**parameters: object) -> ChangeOnPlateau:
    """Return a ramp, a half and a tenth, with a patience of 2 and no cooldown."""
    document = {"kind": "change_on_plateau", "schedules": [RAMP, HALF, TENTH], "patience": 2}
    schedule = parse({**document, "cooldown": 0, **parameters})
    assert isinstance(schedule, ChangeOnPlateau)
    return schedule


def rates(metric: list[float], **parameters: object) -> list[float]:
    return list(map(float, changing(**parameters).replay(metric)))


def test_each_plateau_puts_the_next_schedule_in_force_and_the_last_one_stays() -> None:
    assert rates([5] * 8) == [0, 0.01, 0.02, 0.5, 0.5, 0.1, 0.1, 0.1]


def test_while_the_metric_improves_the_schedule_stays() -> None:
    assert rates([5, 4, 3, 2]) == pytest.approx([0, 0.01, 0.02, 0.03])


def test_an_improvement_by_no_more_than_min_delta_is_none() -> None:
    assert rates([5, 4.96, 4.96, 4.96])[-1] == 0.5
    assert rates([5, 4.94, 4.94, 4.94])[-1] == pytest.approx(0.03)


def test_epochs_of_a_cooldown_do_not_count() -> None:
    assert rates([5] * 8, cooldown=2) == [0, 0.01, 0.02, 0.5, 0.5, 0.5, 0.5, 0.1]


def test_higher_is_better_where_the_mode_says_so() -> None:
    assert rates([2, 3, 4, 5], mode="max") == pytest.approx([0, 0.01, 0.02, 0.03])


def test_what_is_no_number_never_improves() -> None:
    assert rates([nan, nan, nan])[-1] == 0.5


def test_every_schedule_counts_the_steps_of_the_training() -> None:
    later = rates([5] * 4, schedules=[HALF, RAMP])
    assert later == pytest.approx([0.5, 0.5, 0.5, 0.03])


def test_steps_have_the_schedule_of_their_epoch() -> None:
    steps = np.arange(12)
    schedule = changing(patience=1)
    assert schedule.trace([5] * 4, steps // 3, steps).tolist() == pytest.approx(
        [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.5, 0.5, 0.5, 0.1, 0.1, 0.1]
    )


def test_a_schedule_goes_on_from_a_state_that_was_kept() -> None:
    schedule = changing(patience=1)
    state = schedule.observe(schedule.observe(schedule.begin(), 5), 5)
    kept = schedule.resume(state.as_json())
    assert kept == state
    assert schedule.rates_in(kept, np.array([2])).tolist() == [0.5]


@pytest.mark.parametrize("schedules", [[], [HALF]])
def test_there_must_be_something_to_change_to(schedules: list[object]) -> None:
    with pytest.raises(InvalidRequest, match="/schedules: List should have at least 2"):
        changing(schedules=schedules)


def test_it_cannot_scale_another_schedule() -> None:
    document = {"kind": "scale_by_feedback", "schedule": HALF, "feedback": changing().model_dump()}
    with pytest.raises(InvalidRequest, match="/feedback/kind: only a schedule whose rate"):
        parse(document)


def test_its_schedules_count_among_the_64() -> None:
    assert isinstance(changing(schedules=[HALF] * 63), Feedback)
    with pytest.raises(InvalidRequest, match="64 schedules in it; received 65"):
        changing(schedules=[HALF] * 64)
