"""What happens along a curve, and at which steps."""

import pytest

from lehr.dialects import KINDS
from tests.lehr.preview.curves import curve_of, landmarks_of

SGDR = {"kind": "cosine_restarts", "initial_learning_rate": 0.1, "first_decay_steps": 10}
COSINE = {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 100}
WARMED = {"kind": "warmup", "schedule": COSINE, "steps": 10}
PLATEAU = {"kind": "plateau_with_restart", "initial_learning_rate": 1, "patience": 1}


def test_a_fall_from_the_first_step_has_no_landmark() -> None:
    falling = {"kind": "exponential", "initial_learning_rate": 0.1, "decay": 0.01}
    assert landmarks_of(falling, steps=100) == []


def test_a_constant_has_no_landmark_and_no_warning() -> None:
    curve = curve_of({"kind": "constant", "learning_rate": 0.0}, steps=100)
    assert (curve.landmarks, curve.warnings) == ((), ())


def test_a_rise_has_its_peak_for_a_landmark() -> None:
    rising = {"kind": "range_test", "test_steps": 10, "end_learning_rate": 1.0}
    assert landmarks_of({**rising, "initial_learning_rate": 0.1}, steps=10) == [(9, "peak")]


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (
            {"kind": "step", "initial_learning_rate": 0.1, "drop": 0.5, "every": 10, "first": 1},
            [(9, "boundary"), (19, "boundary"), (19, "floor")],
        ),
        (
            {"kind": "piecewise_constant", "boundaries": [3.5, 6], "values": [1, 2, 3]},
            [(4, "boundary"), (7, "boundary"), (7, "peak")],
        ),
        (
            {"kind": "multistep", "initial_learning_rate": 1, "boundaries": [3, 6], "drop": 0.5},
            [(3, "boundary"), (6, "boundary"), (6, "floor")],
        ),
        ({**SGDR, "t_mul": 1}, [(10, "restart"), (20, "restart")]),
        (
            {**SGDR, "t_mul": 1, "first_decay_steps": 7.5},
            [(8, "restart"), (15, "restart"), (23, "restart")],
        ),
        ({**SGDR, "first_decay_steps": 3}, [(3, "restart"), (9, "restart"), (21, "restart")]),
        (
            {**COSINE, "kind": "polynomial", "decay_steps": 10, "cycle": True},
            [(11, "restart"), (21, "restart")],
        ),
        ({**WARMED, "mode": "mask"}, [(10, "warmup_end"), (10, "peak")]),
        (
            {**WARMED, "schedule": SGDR},
            [(10, "warmup_end"), (10, "peak"), (20, "restart")],
        ),
        (
            {"kind": "one_cycle", "initial_learning_rate": 0.1, "maximal_learning_rate": 1}
            | {"up_steps": 6.5, "down_steps": 10},
            [(7, "warmup_end"), (7, "peak"), (17, "floor")],
        ),
        (
            {"kind": "warmup_stable_decay", "initial_learning_rate": 1, "warmup_steps": 5}
            | {"stable_steps": 5, "decay_steps": 10},
            [(5, "warmup_end"), (5, "peak"), (10, "boundary"), (20, "floor")],
        ),
        (
            {"kind": "repeat", "schedule": {**WARMED, "steps": 3}, "steps": 10},
            [
                *[(3, "warmup_end"), (3, "peak"), (10, "restart"), (13, "warmup_end")],
                *[(20, "restart"), (23, "warmup_end")],
            ],
        ),
        ({"kind": "shift", "schedule": SGDR, "steps": 5}, [(5, "boundary"), (15, "restart")]),
        ({"kind": "shift", "schedule": SGDR, "steps": -5}, [(5, "restart"), (5, "peak")]),
        (
            {"kind": "cooldown", "schedule": {**SGDR, "t_mul": 1}, "start": 12, "steps": 8},
            [(10, "restart"), (12, "boundary"), (20, "floor")],
        ),
        (
            {"kind": "sequence", "schedules": [{**SGDR, "t_mul": 1}, COSINE], "boundaries": [15]},
            [(10, "restart"), (15, "boundary")],
        ),
        (
            {"kind": "product", "schedules": [{**SGDR, "t_mul": 1}, WARMED]},
            [(10, "restart"), (10, "warmup_end"), (10, "peak"), (20, "restart")],
        ),
        (
            {"kind": "keras.CosineDecay", "initial_learning_rate": 0, "decay_steps": 10}
            | {"warmup_target": 0.1, "warmup_steps": 5},
            [(5, "warmup_end"), (5, "peak"), (15, "floor")],
        ),
        (
            {"kind": "torch.OneCycleLR", "max_lr": 1, "total_steps": 20, "three_phase": True},
            [(5, "warmup_end"), (5, "peak"), (10, "boundary"), (19, "floor")],
        ),
        (
            {"kind": "torch.CosineAnnealingWarmRestarts", "lr": 1, "T_0": 5, "T_mult": 2},
            [(5, "restart"), (15, "restart")],
        ),
        (
            {"kind": "torch.SequentialLR", "lr": 1, "milestones": [5]}
            | {
                "schedulers": [
                    {"kind": "torch.LinearLR"},
                    {"kind": "torch.StepLR", "step_size": 10},
                ]
            },
            [(5, "warmup_end"), (5, "peak"), (15, "boundary"), (15, "floor")],
        ),
        (
            {"kind": "transformers.cosine_with_restarts", "lr": 1, "num_warmup_steps": 5}
            | {"num_training_steps": 20, "num_cycles": 3},
            [(5, "warmup_end"), (5, "peak"), (10, "restart"), (15, "restart"), (20, "floor")],
        ),
    ],
)
def test_a_schedule_tells_where_it_turns(
    schedule: dict[str, object], expected: list[tuple[int, str]]
) -> None:
    assert sorted(landmarks_of(schedule, steps=25)) == sorted(expected)


def test_landmarks_do_not_depend_on_the_points_that_are_looked_at() -> None:
    every = landmarks_of(WARMED, steps=120)
    assert every == [(10, "warmup_end"), (10, "peak"), (110, "floor")]
    assert landmarks_of(WARMED, steps=120, points=3) == every
    assert landmarks_of(WARMED, at=[119]) == every


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("cosine", ["decay_steps"]),
        ("cosine_restarts", ["first_decay_steps", "t_mul"]),
        ("cyclic_sine", ["half_cycle_steps"]),
        ("cyclic_triangular", ["up_steps", "down_steps"]),
        ("linear_cosine", ["decay_steps"]),
        ("one_cycle", ["up_steps", "down_steps"]),
        ("noam", ["warmup_steps"]),
    ],
)
@pytest.mark.parametrize("number", [1e308, 1.0])
def test_turns_come_never_or_at_every_step(kind: str, names: list[str], number: float) -> None:
    schedule = {"kind": kind, **KINDS[kind].example, **dict.fromkeys(names, number)}
    assert len(landmarks_of(schedule, steps=10**12)) <= 102


def test_the_steps_around_a_turn_count_in_the_summary() -> None:
    schedule = {**WARMED, "schedule": {**COSINE, "decay_steps": 1e9}, "steps": 12_345}
    summary = curve_of(schedule, steps=10**9).summary
    assert summary.maximum == 0.1
    assert (summary.peak_step, summary.exact) == (12_345, False)
    low = curve_of({**SGDR, "t_mul": 1, "alpha": 0.5}, steps=10**6, points=7).summary.minimum
    assert low == pytest.approx(0.05122358709261)


def test_landmarks_are_steps_of_the_unit_that_is_asked_for() -> None:
    options = {"steps": 120, "points": 5, "unit": "epoch", "steps_per_epoch": 7}
    curve = curve_of({**SGDR, "t_mul": 1}, **options)
    assert [(mark.step, mark.what) for mark in curve.landmarks] == [(70, "restart")]
    assert landmarks_of(SGDR, steps=12, unit="epoch") == [(10, "restart")]


def test_the_highest_of_many_pieces_is_found_in_any_range() -> None:
    values = [0.1] * 100 + [0.9, 0.1]
    pieces = {"boundaries": [*range(1, 102)], "values": values}
    curve = curve_of({"kind": "piecewise_constant", **pieces}, steps=10**12)
    assert curve.summary.maximum == 0.9
    assert curve.summary.peak_step == 101


def test_many_landmarks_are_cut_and_counted() -> None:
    curve = curve_of({**SGDR, "t_mul": 1}, steps=1051)
    assert [mark.step for mark in curve.landmarks] == list(range(10, 1010, 10))
    (warning,) = curve.warnings
    assert warning.code == "more-landmarks"
    assert warning.detail == "the range has 105 landmarks, of which the first 100 are told"
    (warning,) = curve_of({**SGDR, "t_mul": 1}, steps=10**12).warnings
    assert "more than 10 landmarks, of which the first 10 are told" in warning.detail


def test_a_hundred_landmarks_are_not_cut() -> None:
    curve = curve_of({**SGDR, "t_mul": 1}, steps=1001)
    assert (len(curve.landmarks), curve.warnings) == (100, ())


def test_changes_of_a_replay_are_boundaries_and_raises_restarts() -> None:
    schedule = {**PLATEAU, "factor": 0.5, "reductions": 1, "min_delta": 0}
    assert landmarks_of(schedule, metric=[1.0] * 5) == [
        (2, "boundary"),
        (3, "restart"),
        (4, "boundary"),
    ]


def test_a_rate_that_follows_the_cost_has_no_boundaries() -> None:
    follow = {"kind": "follow_cost", "initial_learning_rate": 0.1}
    assert landmarks_of(follow, metric=[3.0, 2.0, 1.0]) == [(1, "peak")]
