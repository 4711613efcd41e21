"""What torch's schedulers crash on or mix up is refused, naming the field."""

import pytest

from lehr.dialects import parse
from tests.lehr.dialects.refusals import refusals

STEP = {"kind": "torch.StepLR", "step_size": 30}
WARMUP = {"kind": "torch.LinearLR", "total_iters": 20}
AVERAGING = {"kind": "torch.SWALR", "swa_lr": 0.05}
SEQUENCE = {"kind": "torch.SequentialLR", "schedulers": [WARMUP, STEP], "milestones": [20]}
CHAIN = {"kind": "torch.ChainedScheduler", "schedulers": [WARMUP, STEP], "lr": 0.1}


def test_the_base_rate_is_required() -> None:
    assert refusals(STEP) == {"/lr": "`lr` is required"}


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("StepLR", "step_size", 0),
        ("StepLR", "step_size", 2.5),
        ("ConstantLR", "factor", 0),
        ("ConstantLR", "factor", 1.5),
        ("ConstantLR", "total_iters", 0),
        ("LinearLR", "start_factor", 0),
        ("LinearLR", "end_factor", 1.1),
        ("LinearLR", "total_iters", 0),
        ("PolynomialLR", "total_iters", 0),
        ("PolynomialLR", "power", -1),
        ("CosineAnnealingLR", "T_max", 0),
        ("CosineAnnealingWarmRestarts", "T_0", 0),
        ("CosineAnnealingWarmRestarts", "T_mult", 1.5),
        ("CyclicLR", "step_size_up", 0),
        ("OneCycleLR", "div_factor", 0),
        ("OneCycleLR", "total_steps", 0),
        ("SWALR", "anneal_epochs", -1),
        ("MultiStepLR", "milestones", []),
    ],
)
def test_a_value_that_torch_cannot_compute_with_is_named(
    kind: str, name: str, value: object
) -> None:
    assert f"/{name}" in refusals({"kind": f"torch.{kind}", name: value})


def test_milestones_must_not_decrease() -> None:
    document = {"kind": "torch.MultiStepLR", "milestones": [30, 20], "lr": 0.1}
    assert refusals(document) == {
        "/milestones": "`milestones` must not decrease; received [30, 20]"
    }


def test_a_milestone_of_zero_is_refused() -> None:
    assert refusals({"kind": "torch.MultiStepLR", "milestones": [0], "lr": 0.1}).keys() == {
        "/milestones/0"
    }
    assert refusals({**SEQUENCE, "milestones": [0], "lr": 0.1}).keys() == {"/milestones/0"}


def test_a_cycle_needs_its_steps() -> None:
    told = refusals({"kind": "torch.OneCycleLR", "max_lr": 0.1, "epochs": 3})
    assert "`total_steps`, or `epochs` and `steps_per_epoch`, is required" in told["/total_steps"]


def test_a_rise_of_one_step_is_refused_because_torch_divides_by_its_length() -> None:
    cycle = {"kind": "torch.OneCycleLR", "max_lr": 0.1, "total_steps": 10, "pct_start": 0.1}
    assert "torch divides by 0" in refusals(cycle)["/pct_start"]


def test_three_phases_need_room_for_the_third() -> None:
    cycle = {"kind": "torch.OneCycleLR", "max_lr": 0.1, "total_steps": 10, "pct_start": 0.6}
    assert "`pct_start` must be <= 0.5" in refusals({**cycle, "three_phase": True})["/pct_start"]


def test_a_growing_range_must_not_lead_below_zero() -> None:
    document = {"kind": "torch.CyclicLR", "base_lr": 0.1, "max_lr": 0.01, "gamma": 1.1}
    assert "`max_lr` must be >= `base_lr`" in refusals({**document, "mode": "exp_range"})["/max_lr"]


@pytest.mark.parametrize("parent", [{**SEQUENCE, "lr": 0.1}, CHAIN])
def test_a_child_has_no_base_rate_of_its_own(parent: dict[str, object]) -> None:
    told = refusals({**parent, "schedulers": [WARMUP, {**STEP, "lr": 0.1}]})
    assert told.keys() == {"/schedulers/1/lr"}
    assert told["/schedulers/1/lr"].startswith("no such field")


def test_a_child_of_another_library_is_answered_with_those_that_there_are() -> None:
    child = {"kind": "keras.ExponentialDecay"}
    told = refusals({**SEQUENCE, "schedulers": [WARMUP, child], "lr": 0.1})
    assert told["/schedulers/1/kind"].startswith("no such `kind`")
    assert "`torch.ExponentialLR`" in told["/schedulers/1/kind"]


def test_a_sequence_cannot_stand_in_a_sequence() -> None:
    told = refusals({**SEQUENCE, "schedulers": [WARMUP, SEQUENCE], "lr": 0.1})
    assert "/schedulers/1/kind" in told


@pytest.mark.parametrize("milestones", [[], [20, 30]])
def test_milestones_are_one_fewer_than_schedulers(milestones: list[int]) -> None:
    told = refusals({**SEQUENCE, "milestones": milestones, "lr": 0.1})
    assert "`milestones` must be one fewer than the 2 `schedulers`" in told["/milestones"]


def test_milestones_of_a_sequence_must_increase() -> None:
    document = {**SEQUENCE, "schedulers": [WARMUP, STEP, STEP], "milestones": [20, 20], "lr": 0.1}
    assert refusals(document) == {"/milestones": "`milestones` must increase; received [20, 20]"}


def test_a_sequence_may_only_come_first_in_a_chain() -> None:
    parse({**CHAIN, "schedulers": [SEQUENCE, STEP]})
    assert "must be the first" in refusals({**CHAIN, "schedulers": [STEP, SEQUENCE]})[""]


def test_two_schedulers_that_keep_their_numbers_in_the_optimizer_are_refused() -> None:
    told = refusals({**CHAIN, "schedulers": [AVERAGING, STEP, AVERAGING]})
    assert "only one torch.SWALR" in told[""]


def test_a_chain_counts_for_the_depth_of_what_it_stands_in() -> None:
    document: dict[str, object] = {**CHAIN, "schedulers": [SEQUENCE]}
    for _ in range(6):
        document = {"kind": "product", "schedules": [document]}
    assert any("depth of 8" in detail for detail in refusals(document).values())
