"""What the spellings of transformers refuse and warn of."""

import numpy as np
import pytest

from lehr.dialects import parse
from lehr.errors import InvalidRequest
from lehr.preview import PreviewOptions, preview
from lehr.schedules import Schedule

STEPS = {"lr": 0.1, "num_warmup_steps": 10, "num_training_steps": 100}


def refusals(kind: str, **parameters: object) -> dict[str, str]:
    """Return the detail of every violation, by its pointer."""
    with pytest.raises(InvalidRequest) as refusal:
        parse({"kind": f"transformers.{kind}", **parameters})
    return {violation.pointer: violation.detail for violation in refusal.value.violations}


def codes(schedule: Schedule, steps: int) -> list[str]:
    """Return the code of every warning."""
    return [warning.code for warning in preview(schedule, PreviewOptions(steps=steps)).warnings]


@pytest.mark.parametrize("kind", ["linear", "cosine", "cosine_with_restarts", "polynomial"])
def test_a_warmup_longer_than_the_training_is_refused(kind: str) -> None:
    told = refusals(kind, **{**STEPS, "num_warmup_steps": 101})
    assert "`num_training_steps` must be >= `num_warmup_steps`" in told["/num_training_steps"]


def test_a_polynomial_without_steps_to_fall_on_is_refused() -> None:
    told = refusals("polynomial", **{**STEPS, "num_warmup_steps": 100})
    assert "`num_training_steps` must be > `num_warmup_steps`" in told["/num_training_steps"]


def test_a_polynomial_must_fall() -> None:
    assert "`lr_end` must be < `lr`" in refusals("polynomial", **STEPS, lr_end=0.1)["/lr_end"]


@pytest.mark.parametrize("kind", ["cosine_with_min_lr", "cosine_warmup_with_min_lr"])
def test_one_floor_is_required_and_one_only(kind: str) -> None:
    rule = "one of `min_lr` and `min_lr_rate` is required, and not both"
    assert rule in refusals(kind, **STEPS)["/min_lr"]
    assert rule in refusals(kind, **STEPS, min_lr=0.01, min_lr_rate=0.1)["/min_lr"]


def test_a_floor_in_rates_needs_a_rate_to_compare_with() -> None:
    told = refusals("cosine_with_min_lr", **{**STEPS, "lr": 0}, min_lr=0.01)
    assert "`lr` must be > 0" in told["/lr"]


def test_the_phases_of_wsd_must_be_known() -> None:
    told = refusals("warmup_stable_decay", lr=0.1, num_warmup_steps=1, num_decay_steps=1)
    assert "`num_training_steps` or `num_stable_steps` is required" in told["/num_training_steps"]


def test_the_phases_of_wsd_must_fit() -> None:
    told = refusals("warmup_stable_decay", **STEPS, num_decay_steps=91)
    rule = "must be >= `num_warmup_steps` + `num_decay_steps`; received 100"
    assert rule in told["/num_training_steps"]


def test_a_cosine_that_climbs_again_is_warned_of() -> None:
    cosine = parse({"kind": "transformers.cosine_with_min_lr", **STEPS, "min_lr": 0.01})
    told = [preview(cosine, PreviewOptions(steps=steps)).warnings for steps in (101, 102)]
    until, beyond = ([warning.code for warning in warnings] for warnings in told)
    assert (until.count("past-the-end"), beyond.count("past-the-end")) == (0, 1)


def test_rates_stay_where_the_schedule_ends() -> None:
    line = parse({"kind": "transformers.linear", **STEPS})
    assert line.rates(np.array([100, 10**12 - 1])).tolist() == [0, 0]
