"""A rate that rises again after some plateaus."""

from lehr.schedules import PlateauWithRestart


def changed(metric: list[float], **parameters: object) -> list[float]:
    schedule = PlateauWithRestart.model_validate(
        {"initial_learning_rate": 1, "factor": 0.5, "patience": 1, "reductions": 2, **parameters}
    )
    return list(map(float, schedule.replay(metric)))


def test_after_so_many_reductions_the_next_plateau_raises_the_rate_and_it_goes_on() -> None:
    assert changed([5] * 9) == [1, 1, 0.5, 0.25, 1, 0.5, 0.25, 1, 0.5]


def test_the_raised_rate_is_a_multiple_of_the_initial_one() -> None:
    assert changed([5] * 6, restart_factor=0.75) == [1, 1, 0.5, 0.25, 0.75, 0.375]


def test_improvement_is_no_reason_to_raise() -> None:
    assert changed([5, 5, 5, 4, 3, 2]) == [1, 1, 0.5, 0.25, 0.25, 0.25]


def test_the_best_is_remembered_across_a_restart() -> None:
    assert changed([5, 5, 5, 5, 9, 6, 6]) == [1, 1, 0.5, 0.25, 1, 0.5, 0.25]


def test_a_cooldown_follows_a_raise_too() -> None:
    assert changed([5] * 8, reductions=0, cooldown=1, restart_factor=3) == [1, 1, 3, 3, 3, 3, 3, 3]
    assert changed([5] * 8, reductions=1, cooldown=1) == [1, 1, 0.5, 0.5, 1, 1, 0.5, 0.5]
