"""What the spellings of timm refuse: where timm fails, hangs or answers without sense."""

from collections.abc import Mapping

import pytest

from lehr.dialects import parse
from lehr.errors import InvalidRequest

NEEDED: Mapping[str, Mapping[str, object]] = {
    "cosine": {"lr": 0.1, "t_initial": 100},
    "tanh": {"lr": 0.1, "t_initial": 100},
    "poly": {"lr": 0.1, "t_initial": 100},
    "step": {"lr": 0.1, "decay_t": 30},
    "multistep": {"lr": 0.1, "decay_t": [30, 60]},
}
every_kind = pytest.mark.parametrize("kind", NEEDED)
with_cycles = pytest.mark.parametrize("kind", ["cosine", "tanh", "poly"])


def refusal(kind: str, **parameters: object) -> tuple[str, str]:
    """Return the pointer and the rule of the first violation."""
    with pytest.raises(InvalidRequest) as refusal:
        parse({"kind": f"timm.{kind}", **NEEDED[kind], **parameters})
    first = refusal.value.violations[0]
    return first.pointer, first.detail


@with_cycles
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("t_initial", 0),
        ("lr_min", -0.1),
        ("cycle_mul", 0),
        ("cycle_mul", -1),
        ("cycle_decay", -0.5),
        ("cycle_limit", 0),
    ],
)
def test_cycles_without_length_height_or_number_are_refused(
    kind: str, name: str, value: float
) -> None:
    assert refusal(kind, **{name: value})[0] == f"/{name}"


@every_kind
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lr", -1),
        ("warmup_t", -1),
        ("warmup_lr_init", -0.1),
        ("noise_pct", 0),
        ("noise_pct", 1.1),
        ("noise_std", -1),
        ("noise_seed", -1),
    ],
)
def test_common_parameters_out_of_range_are_refused(kind: str, name: str, value: float) -> None:
    assert refusal(kind, **{name: value})[0] == f"/{name}"


@every_kind
@pytest.mark.parametrize("steps", [[5], [5, 9, 12], [9, 5], [5, 5], [-1, 5], -1])
def test_a_range_of_noise_is_a_step_or_two_in_order(kind: str, steps: object) -> None:
    assert refusal(kind, noise_range_t=steps)[0].startswith("/noise_range_t")


@with_cycles
def test_a_warmup_over_more_than_all_cycles_is_refused(kind: str) -> None:
    _, rule = refusal(kind, cycle_limit=2, cycle_mul=2, warmup_t=301)
    assert "`warmup_t` must be <= 300, where all cycles have ended" in rule


@pytest.mark.parametrize("kind", ["cosine", "poly"])
@pytest.mark.parametrize("k_decay", [0, -1, 11])
def test_a_clock_that_does_not_run_or_overflows_is_refused(kind: str, k_decay: float) -> None:
    assert refusal(kind, k_decay=k_decay)[0] == "/k_decay"


def test_a_tangent_must_rise() -> None:
    assert "`lb` must be < `ub`; received 3.0 and 3.0" in refusal("tanh", lb=3)[1]


def test_a_power_below_zero_is_refused() -> None:
    assert refusal("poly", power=-0.5)[0] == "/power"


@pytest.mark.parametrize("decay_t", [0, -1])
def test_drops_without_steps_between_are_refused(decay_t: float) -> None:
    assert refusal("step", decay_t=decay_t)[0] == "/decay_t"


@pytest.mark.parametrize("decay_t", [[], [0, 5], [9, 5]])
def test_steps_of_drops_are_counted_from_one_in_order(decay_t: list[int]) -> None:
    assert refusal("multistep", decay_t=decay_t)[0].startswith("/decay_t")


@pytest.mark.parametrize("kind", ["step", "multistep"])
def test_a_negative_drop_is_refused(kind: str) -> None:
    assert refusal(kind, decay_rate=-0.1)[0] == "/decay_rate"
