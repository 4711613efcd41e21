"""What the curves of timm are like, beside the numbers that timm itself was asked for."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from lehr.dialects import KINDS, parse
from lehr.errors import InvalidRequest
from lehr.preview import PreviewOptions, preview

FAR = 10**12 - 1
CYCLES = ["lr_min", "cycle_mul", "cycle_decay", "cycle_limit"]
COMMON = [
    "warmup_t",
    "warmup_lr_init",
    "warmup_prefix",
    "t_in_epochs",
    "noise_range_t",
    "noise_pct",
    "noise_std",
    "noise_seed",
]
TRIPLING = {"kind": "timm.cosine", "lr": 1, "t_initial": 10, "cycle_mul": 3, "cycle_limit": 9}


def rates(document: Mapping[str, object], *steps: int) -> list[float]:
    numbers: list[float] = parse(document).rates(np.array(steps)).tolist()
    return numbers


def warnings(document: Mapping[str, object], steps: int) -> dict[str, str]:
    found = preview(parse(document), PreviewOptions(steps=steps)).warnings
    return {warning.code: warning.detail for warning in found}


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("cosine", ["t_initial", *CYCLES, *COMMON, "k_decay"]),
        ("tanh", ["t_initial", "lb", "ub", *CYCLES, *COMMON]),
        ("step", ["decay_t", "decay_rate", *COMMON]),
        ("multistep", ["decay_t", "decay_rate", *COMMON]),
        ("poly", ["t_initial", "power", *CYCLES, *COMMON, "k_decay"]),
    ],
)
def test_parameters_stand_in_the_order_of_timm(kind: str, parameters: Sequence[str]) -> None:
    assert list(KINDS[f"timm.{kind}"].model_fields) == ["kind", "lr", *parameters]


@pytest.mark.parametrize("kind", ["cosine", "tanh", "poly"])
def test_the_first_step_has_the_rate_of_the_optimizer(kind: str) -> None:
    assert rates({"kind": f"timm.{kind}", "lr": 0.3, "t_initial": 9}, 0) == [0.3]


def test_a_drop_that_timm_has_before_step_one_comes_at_step_one() -> None:
    early = {"kind": "timm.multistep", "lr": 1, "decay_t": [1], "decay_rate": 0.5}
    assert rates(early, 0, 1, 2) == [1, 0.5, 0.5]


def test_what_is_counted_does_not_change_the_curve() -> None:
    steps = range(0, 200, 7)
    assert rates({**TRIPLING, "t_in_epochs": False}, *steps) == rates(TRIPLING, *steps)


def test_a_warmup_as_prefix_moves_the_decay() -> None:
    cosine = {"kind": "timm.cosine", "lr": 1, "t_initial": 100}
    moved = {**cosine, "warmup_t": 7, "warmup_prefix": True}
    assert rates(moved, 7, 57, 107) == rates(cosine, 0, 50, 100)


def test_a_warmup_as_prefix_may_take_longer_than_the_cycles() -> None:
    short = {"kind": "timm.poly", "lr": 1, "t_initial": 1, "warmup_t": 10, "warmup_prefix": True}
    assert rates(short, 0, 5, 10, 11) == [0, 0.5, 1, 0]


def test_a_warmup_over_the_cycles_hides_their_beginning() -> None:
    cosine = {"kind": "timm.cosine", "lr": 1, "t_initial": 100}
    assert rates({**cosine, "warmup_t": 7}, 7, 57) == rates(cosine, 7, 57)


def test_tanh_climbs_to_its_curve_and_the_others_to_the_rate() -> None:
    at = {"lr": 1, "t_initial": 100, "warmup_t": 50}
    curve = rates({**at, "kind": "timm.tanh"}, 25, 50)
    assert curve[0] == pytest.approx(curve[1] / 2)
    assert rates({**at, "kind": "timm.poly"}, 25) == [0.5]


def test_a_restart_that_timm_has_a_step_late_is_told() -> None:
    assert warnings(TRIPLING, 1210).keys().isdisjoint({"late-restart"})
    assert "first at step 1210" in warnings(TRIPLING, 1211)["late-restart"]
    assert rates(TRIPLING, 400, 1210, 1211) == pytest.approx([1, 0, 1], abs=2e-6)


def test_a_late_restart_is_told_with_the_warmup_before_it() -> None:
    warmed = {**TRIPLING, "warmup_t": 5, "warmup_prefix": True}
    assert "first at step 1215" in warnings(warmed, 1300)["late-restart"]


@pytest.mark.parametrize("cycle_mul", [1, 2, 1.5, 5, 7])
def test_restarts_in_time_are_not_told(cycle_mul: float) -> None:
    assert "late-restart" not in warnings({**TRIPLING, "cycle_mul": cycle_mul}, 10**9)


def test_ever_shorter_cycles_end_where_timm_fails() -> None:
    shrinking = {**TRIPLING, "cycle_mul": 0.5, "t_initial": 100, "lr_min": 0.25}
    assert rates(shrinking, 100, 150, 200, FAR) == [1, 1, 0.25, 0.25]
    assert "past-the-end" not in warnings(shrinking, 200)
    assert "timm fails from step 200 on" in warnings(shrinking, 201)["past-the-end"]


def test_growing_drops_that_overflow_are_refused() -> None:
    growing = {"kind": "timm.step", "lr": 1, "decay_t": 1, "decay_rate": 2}
    with pytest.raises(InvalidRequest, match="must be finite; at step 1024 "):
        rates(growing, 1023, 1024)
