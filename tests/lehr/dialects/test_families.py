"""The family that a library's kind names is the curve that it draws, convention for convention."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from lehr.dialects import KINDS, parse
from lehr.dialects.spelling import Spelling

LR = 0.3
STEPS = {"lr": LR, "num_warmup_steps": 10, "num_training_steps": 60}
ALONE = {"transformers.greedy"}
"""No other library has such a schedule."""
FALLING = {"kind": "torch.ExponentialLR", "gamma": 0.95}


def from_lr(kind: str, **parameters: object) -> dict[str, object]:
    return {"kind": kind, "initial_learning_rate": LR, **parameters}


def warmed(schedule: Mapping[str, object]) -> dict[str, object]:
    return {"kind": "warmup", "steps": 10, "schedule": schedule}


def shifted(schedule: Mapping[str, object], steps: int) -> dict[str, object]:
    return {"kind": "shift", "steps": steps, "schedule": schedule}


EQUIVALENTS: list[tuple[dict[str, object], dict[str, object]]] = [
    (
        {"kind": "torch.StepLR", "lr": LR, "step_size": 7, "gamma": 0.5},
        from_lr("step", every=7, drop=0.5),
    ),
    (
        {"kind": "torch.MultiStepLR", "lr": LR, "milestones": [30, 50], "gamma": 0.5},
        from_lr("multistep", boundaries=[30, 50], drop=0.5),
    ),
    (
        {"kind": "torch.ConstantLR", "lr": LR, "factor": 0.25, "total_iters": 9},
        {"kind": "constant_factor", "learning_rate": LR, "factor": 0.25, "constant_steps": 9},
    ),
    (
        {"kind": "torch.LinearLR", "lr": LR, "start_factor": 0.1, "total_iters": 9},
        {**from_lr("linear", decay_steps=9, end_learning_rate=LR), "initial_learning_rate": 0.03},
    ),
    (
        {"kind": "torch.ExponentialLR", "lr": LR, "gamma": 0.9},
        from_lr("exponential_decay", decay_steps=1, decay_rate=0.9),
    ),
    (
        {"kind": "torch.PolynomialLR", "lr": LR, "total_iters": 70, "power": 1.5},
        from_lr("polynomial", decay_steps=70, power=1.5, end_learning_rate=0),
    ),
    (
        {"kind": "torch.CosineAnnealingLR", "lr": LR, "T_max": 30, "eta_min": 0.03},
        from_lr("cosine_wave", decay_steps=30, alpha=0.1),
    ),
    (
        {"kind": "torch.CosineAnnealingWarmRestarts", "lr": LR, "T_0": 10, "T_mult": 3},
        from_lr("cosine_restarts", first_decay_steps=10, t_mul=3),
    ),
    (
        {"kind": "torch.CyclicLR", "base_lr": 0.1, "max_lr": LR, "step_size_up": 7},
        {
            "kind": "cyclic_triangular",
            "initial_learning_rate": 0.1,
            "maximal_learning_rate": LR,
            "up_steps": 7,
            "down_steps": 7,
        },
    ),
    (
        {"kind": "torch.OneCycleLR", "max_lr": LR, "total_steps": 80, "div_factor": 10},
        {
            "kind": "one_cycle",
            "initial_learning_rate": 0.03,
            "maximal_learning_rate": LR,
            "up_steps": 23,
            "down_steps": 56,
            "end_learning_rate": 3e-6,
        },
    ),
    (
        {"kind": "torch.SWALR", "lr": LR, "swa_lr": 0.5, "anneal_epochs": 20},
        {
            "kind": "cooldown",
            "schedule": {"kind": "constant", "learning_rate": LR},
            "start": 0,
            "steps": 20,
            "end_learning_rate": 0.5,
            "shape": "cosine",
        },
    ),
    (
        {
            "kind": "torch.SequentialLR",
            "lr": LR,
            "schedulers": [{"kind": "torch.ConstantLR", "factor": 0.5, "total_iters": 99}, FALLING],
            "milestones": [20],
        },
        {
            "kind": "sequence",
            "schedules": [
                {"kind": "constant", "learning_rate": LR / 2},
                from_lr("exponential_decay", decay_steps=1, decay_rate=0.95),
            ],
            "boundaries": [20],
        },
    ),
    (
        {
            "kind": "torch.ChainedScheduler",
            "lr": LR,
            "schedulers": [{"kind": "torch.StepLR", "step_size": 20, "gamma": 0.5}, FALLING],
        },
        {
            "kind": "product",
            "schedules": [
                from_lr("step", every=20, drop=0.5),
                {
                    "kind": "exponential_decay",
                    "initial_learning_rate": 1,
                    "decay_steps": 1,
                    "decay_rate": 0.95,
                },
            ],
        },
    ),
    (
        {"kind": "transformers.constant", "lr": LR},
        {"kind": "constant", "learning_rate": LR},
    ),
    (
        {"kind": "transformers.constant_with_warmup", "lr": LR, "num_warmup_steps": 10},
        warmed({"kind": "constant", "learning_rate": LR}),
    ),
    (
        {"kind": "transformers.linear", **STEPS},
        warmed(from_lr("linear", decay_steps=50)),
    ),
    (
        {"kind": "transformers.cosine", **STEPS},
        warmed(from_lr("cosine_wave", decay_steps=50)),
    ),
    (
        {"kind": "transformers.cosine_with_restarts", **STEPS, "num_cycles": 2},
        {
            "kind": "sequence",
            "schedules": [
                warmed(from_lr("cosine_restarts", first_decay_steps=25, t_mul=1)),
                {"kind": "constant", "learning_rate": 0},
            ],
            "boundaries": [60],
        },
    ),
    (
        {"kind": "transformers.cosine_with_min_lr", **STEPS, "min_lr_rate": 0.1},
        warmed(from_lr("cosine_wave", decay_steps=50, alpha=0.1)),
    ),
    (
        {"kind": "transformers.cosine_warmup_with_min_lr", **STEPS, "min_lr_rate": 0.1},
        shifted(warmed(from_lr("cosine_wave", decay_steps=50, alpha=0.1)), -1),
    ),
    (
        {"kind": "transformers.inverse_sqrt", "lr": LR, "num_warmup_steps": 10, "timescale": 25},
        warmed(from_lr("inverse_sqrt", timescale=25)),
    ),
    (
        {"kind": "transformers.polynomial", **STEPS, "lr_end": 0.03, "power": 2},
        warmed(from_lr("polynomial", decay_steps=50, end_learning_rate=0.03, power=2)),
    ),
    (
        {"kind": "transformers.warmup_stable_decay", **STEPS, "num_decay_steps": 20},
        from_lr(
            "warmup_stable_decay",
            warmup_steps=10,
            stable_steps=30,
            decay_steps=20,
            shape="cosine",
        ),
    ),
]


@pytest.mark.parametrize(("named", "canonical"), EQUIVALENTS, ids=lambda each: each["kind"])
def test_parameters_of_the_family_give_the_same_curve(
    named: dict[str, Any], canonical: dict[str, Any]
) -> None:
    steps = np.arange(80)
    rates = parse(named).rates(steps)
    assert parse(canonical).rates(steps) == pytest.approx(rates, rel=1e-12, abs=1e-14)
    assert KINDS[named["kind"]].family in set(kinds(canonical))


def kinds(document: object) -> Iterator[object]:
    """Yield the kind of a schedule and of every one inside."""
    if isinstance(document, Mapping):
        if "kind" in document:
            yield document["kind"]
        for value in document.values():
            yield from kinds(value)
    if isinstance(document, list):
        for value in document:
            yield from kinds(value)


@pytest.mark.parametrize(
    "kind", [kind for kind, cls in KINDS.items() if cls.library and kind not in ALONE]
)
def test_a_kind_maps_to_its_family_or_names_it(kind: str) -> None:
    cls = KINDS[kind]
    assert issubclass(cls, Spelling) != (cls.family in KINDS and not KINDS[cls.family].library)
