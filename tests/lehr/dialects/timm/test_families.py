"""What timm says in one scheduler, Lehr says in parts: the curves are the same from step 1 on."""

from collections.abc import Mapping

import numpy as np
import pytest

from lehr.dialects import parse

LR = 0.3
STEPS = np.arange(1, 120)
TIMED = {"lr": LR, "t_initial": 40}
COSINE = {
    "kind": "cosine_k_decay",
    "initial_learning_rate": LR,
    "decay_steps": 40,
    "end_learning_rate": 0.01,
}
TANH = {**COSINE, "kind": "tanh"}
DROPS = {"initial_learning_rate": LR, "drop": 0.5}


def warmed(schedule: Mapping[str, object], mode: str, start: float = 0) -> dict[str, object]:
    return {"kind": "warmup", "steps": 7, "schedule": schedule, "mode": mode, "start": start}


def repeated(schedule: Mapping[str, object]) -> dict[str, object]:
    return {"kind": "repeat", "schedule": schedule, "steps": 40}


@pytest.mark.parametrize(
    ("spelled", "composed"),
    [
        (
            {"kind": "timm.cosine", **TIMED, "lr_min": 0.01, "k_decay": 1.5},
            {**COSINE, "k_decay": 1.5},
        ),
        (
            {"kind": "timm.cosine", **TIMED, "lr_min": 0.01, "warmup_t": 7, "warmup_lr_init": 0.03},
            warmed(COSINE, "mask", start=0.1),
        ),
        (
            {
                "kind": "timm.cosine",
                **TIMED,
                "lr_min": 0.01,
                "cycle_limit": 3,
                "warmup_t": 7,
                "warmup_prefix": True,
            },
            warmed(repeated(COSINE), "rebase"),
        ),
        ({"kind": "timm.tanh", **TIMED, "lr_min": 0.01, "cycle_limit": 3}, repeated(TANH)),
        (
            {"kind": "timm.tanh", **TIMED, "lr_min": 0.01, "cycle_limit": 3, "warmup_t": 7},
            warmed(repeated(TANH), "join"),
        ),
        (
            {"kind": "timm.poly", **TIMED, "power": 2, "lr_min": 0.01, "cycle_limit": 3},
            repeated({**COSINE, "kind": "polynomial", "power": 2}),
        ),
        (
            {"kind": "timm.step", "lr": LR, "decay_t": 9, "decay_rate": 0.5, "warmup_t": 7},
            warmed({"kind": "step", **DROPS, "every": 9}, "rebase"),
        ),
        (
            {"kind": "timm.multistep", "lr": LR, "decay_t": [30, 80], "decay_rate": 0.5},
            {"kind": "multistep", **DROPS, "boundaries": [29, 79]},
        ),
    ],
    ids=lambda document: document["kind"],
)
def test_parts_have_the_rates_of_the_whole(
    spelled: Mapping[str, object], composed: Mapping[str, object]
) -> None:
    rates = parse(spelled).rates(STEPS)
    assert parse(composed).rates(STEPS) == pytest.approx(rates, rel=1e-12, abs=1e-14)
