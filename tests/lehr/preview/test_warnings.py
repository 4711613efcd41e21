"""What is warned of, and what is not."""

import pytest

from tests.lehr.preview.curves import curve_of, warnings_of

HALVES = {
    "kind": "exponential_decay",
    "initial_learning_rate": 1,
    "decay_steps": 1,
    "decay_rate": 0.5,
}
CONSTANT = {"kind": "constant", "learning_rate": 0.1}
COSINE = {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 100}
WARMED = {"kind": "warmup", "schedule": {**COSINE, "alpha": 0.1}, "steps": 20}
WAVE = {"kind": "torch.CosineAnnealingLR", "lr": 0.1, "T_max": 100, "eta_min": 0.01}
TRANSFORMERS = {
    "kind": "transformers.cosine_with_min_lr",
    "lr": 0.1,
    "num_warmup_steps": 0,
    "num_training_steps": 100,
    "min_lr_rate": 0.1,
}
PLATEAU = {"kind": "keras.ReduceLROnPlateau", "initial_learning_rate": 0.1}


def test_a_rate_that_vanishes_is_warned_of_with_its_step() -> None:
    warning = warnings_of(HALVES, steps=2000, points=2000)["vanishes"]
    assert "exactly 0 in float64 at step 1075" in warning


def test_a_rate_vanishes_earlier_in_float32() -> None:
    warning = warnings_of(HALVES, steps=1000, dtype="float32")["vanishes"]
    assert "exactly 0 in float32 at step 150" in warning


def test_a_climb_from_0_wastes_the_first_step() -> None:
    assert "at step 0" in warnings_of(WARMED, steps=120)["zero-first-step"]


@pytest.mark.parametrize("schedule", [{**WARMED, "progress": "(t+1)/W"}, {**COSINE, "alpha": 0.1}])
def test_a_climb_from_above_0_wastes_nothing(schedule: dict[str, object]) -> None:
    assert warnings_of(schedule, steps=130) == {}


def test_a_schedule_of_zeros_wastes_no_step_in_particular() -> None:
    assert warnings_of({**CONSTANT, "learning_rate": 0}, steps=10) == {}


def in_sequence(*schedules: dict[str, object]) -> dict[str, object]:
    return {"kind": "sequence", "schedules": [*schedules], "boundaries": [50]}


@pytest.mark.parametrize("points", [150, 10])
def test_schedules_that_do_not_meet_jump(points: int) -> None:
    schedule = in_sequence(COSINE, {**COSINE, "alpha": 0.1})
    told = warnings_of(schedule, steps=150, points=points)
    assert told == {"jump": "the learning rate jumps from 0.0515705 to 0.1 at step 50"}


def test_a_warmup_to_another_height_than_the_decays_jumps() -> None:
    masked = {"kind": "inverse_time", "initial_learning_rate": 0.1, "decay_rate": 0.1}
    schedule = {**WARMED, "schedule": masked, "start": 0.1, "mode": "mask"}
    assert warnings_of(schedule, steps=130).keys() == {"jump"}


@pytest.mark.parametrize(
    "schedule",
    [
        in_sequence(CONSTANT, {**CONSTANT, "learning_rate": 0.01}),
        in_sequence({**COSINE, "decay_steps": 50}, {**CONSTANT, "learning_rate": 0}),
        in_sequence(CONSTANT, {**COSINE, "alpha": 0.1}),
        {"kind": "cosine_restarts", "initial_learning_rate": 0.1, "first_decay_steps": 20},
        {"kind": "multistep", "initial_learning_rate": 0.1, "boundaries": [20], "drop": 0.1},
        {"kind": "torch.ConstantLR", "lr": 0.1, "total_iters": 20},
        {**WARMED, "shape": "constant", "start": 0.1},
        {**WARMED, "start": 0.1},
    ],
)
def test_schedules_that_meet_or_step_as_they_are_meant_to_do_not_jump(
    schedule: dict[str, object],
) -> None:
    assert "jump" not in warnings_of(schedule, steps=150)


@pytest.mark.parametrize("schedule", [WAVE, TRANSFORMERS])
def test_a_wave_that_goes_on_past_its_end_is_warned_of_once(schedule: dict[str, object]) -> None:
    told = [warning.code for warning in curve_of(schedule, steps=150).warnings]
    assert told == ["past-the-end"]


@pytest.mark.parametrize(
    "schedule", [WAVE, TRANSFORMERS, {**COSINE, "kind": "cosine_wave", "alpha": 0.1}]
)
def test_up_to_its_end_no_wave_climbs(schedule: dict[str, object]) -> None:
    assert warnings_of(schedule, steps=100) == {}


@pytest.mark.parametrize("wave", [WAVE, TRANSFORMERS])
def test_a_wave_inside_a_sequence_may_be_followed_by_a_climb(wave: dict[str, object]) -> None:
    schedule = in_sequence(wave, CONSTANT)
    assert "past-the-end" not in warnings_of({**schedule, "boundaries": [101]}, steps=150)
    assert "past-the-end" in warnings_of(in_sequence(CONSTANT, wave), steps=250)


def test_a_range_that_ends_before_the_decay_is_warned_of() -> None:
    assert warnings_of({**COSINE, "alpha": 0.1}, steps=99) == {
        "floor-not-reached": "the schedule ends at step 100, the range at step 98"
    }


@pytest.mark.parametrize("options", [{"steps": 100}, {"steps": 200}, {"at": [0, 10]}])
def test_a_range_as_long_as_the_decay_is_not_warned_of(options: dict[str, object]) -> None:
    assert warnings_of({**COSINE, "alpha": 0.1}, **options) == {}


def test_a_climb_that_ends_after_the_range_has_no_floor_to_reach() -> None:
    climb = {"kind": "range_test", "initial_learning_rate": 0.1, "end_learning_rate": 1}
    assert warnings_of({**climb, "test_steps": 100}, steps=50) == {}


def test_a_warmup_longer_than_the_range_is_warned_of() -> None:
    told = warnings_of({**WARMED, "start": 0.1}, steps=10)
    assert told == {"warmup-not-completed": "the warmup takes 20 steps, of which the range has 10"}


def test_a_warmup_within_the_range_is_not_warned_of() -> None:
    assert "warmup-not-completed" not in warnings_of(WARMED, steps=21)


def test_turns_far_beyond_the_epochs_are_perhaps_meant_in_steps() -> None:
    told = warnings_of(COSINE, steps=2, unit="epoch")
    assert told.keys() == {"unit-mix-up"}
    assert told["unit-mix-up"].endswith("perhaps the schedule counts steps")
    updates = warnings_of(COSINE, steps=200, unit="epoch", steps_per_epoch=100)
    assert updates.keys() == {"unit-mix-up"}


def test_a_decay_that_hardly_begins_in_all_epochs_perhaps_counts_steps() -> None:
    slow = {"kind": "keras.ExponentialDecay", "initial_learning_rate": 0.1, "decay_rate": 0.96}
    told = warnings_of({**slow, "decay_steps": 100_000}, steps=90, unit="epoch")
    assert told["unit-mix-up"].endswith("perhaps the schedule counts steps")
    assert not warnings_of({**slow, "decay_steps": 100}, steps=90, unit="epoch")
    assert not warnings_of({**slow, "decay_steps": 100_000}, steps=90)


def test_a_decay_that_is_over_at_once_perhaps_counts_epochs() -> None:
    schedule = {"kind": "torch.StepLR", "lr": 0.1, "step_size": 30}
    told = warnings_of(schedule, steps=100_000)
    assert told["unit-mix-up"].endswith("perhaps it counts epochs")


@pytest.mark.parametrize(
    ("schedule", "options"),
    [
        (COSINE, {"steps": 90, "unit": "epoch"}),
        (COSINE, {"steps": 900, "unit": "epoch", "steps_per_epoch": 10}),
        (COSINE, {"steps": 3000}),
        (WARMED, {"steps": 100_000}),
        (CONSTANT, {"steps": 100_000}),
        (HALVES, {"steps": 900}),
    ],
)
def test_schedules_that_fit_their_unit_are_not_mixed_up(
    schedule: dict[str, object], options: dict[str, object]
) -> None:
    assert "unit-mix-up" not in warnings_of(schedule, **options)


def test_epochs_of_a_metric_are_no_steps() -> None:
    steep = {"kind": "reduce_on_plateau", "initial_learning_rate": 1, "patience": 1, "factor": 0}
    assert "unit-mix-up" not in warnings_of(steep, metric=[1.0] * 2000)


def test_a_keras_plateau_that_begins_with_nan_never_improves() -> None:
    assert warnings_of(PLATEAU, metric=["NaN", 1.0, 0.5]).keys() == {"nothing-improves"}
    assert warnings_of(PLATEAU, metric=[1.0, "NaN", 0.5]) == {}
