"""What a preview costs is known beforehand."""

from typing import Any

import pytest

from lehr.dialects import parse
from lehr.preview import PreviewOptions, effort

CONSTANT = {"kind": "constant", "learning_rate": 0.1}
TIME_BASED = {"kind": "time_based", "initial_learning_rate": 0.1, "decay": 0.1}
RECURRENCE = {**TIME_BASED, "form": "recurrence"}
STEP = {"kind": "torch.StepLR", "lr": 0.1, "step_size": 30}
LINEAR = {"kind": "torch.LinearLR", "lr": 0.1, "total_iters": 50}
PLATEAU = {"kind": "reduce_on_plateau", "initial_learning_rate": 0.1}


@pytest.mark.parametrize(
    ("schedule", "options", "expected"),
    [
        (CONSTANT, {"steps": 10**12}, 1000),
        (CONSTANT, {"steps": 10}, 10),
        (CONSTANT, {"at": [10**9, 5]}, 2),
        ({"kind": "sum", "schedules": [CONSTANT, TIME_BASED]}, {"steps": 10**6}, 3000),
        (RECURRENCE, {"steps": 10**6, "points": 10}, 10**6 + 9),
        (RECURRENCE, {"at": [7, 3]}, 9),
        ({"kind": "scale", "schedule": RECURRENCE, "factor": 2}, {"at": [1000]}, 1002),
        (
            RECURRENCE,
            {"steps": 10**6, "points": 10, "unit": "epoch", "steps_per_epoch": 1000},
            1009,
        ),
        (STEP, {"steps": 10**9}, 1000 + 10**6),
        (LINEAR, {"steps": 10**9}, 1050),
        (PLATEAU, {"metric": [0.5] * 7}, 14),
    ],
)
def test_so_many_rates_are_computed(
    schedule: dict[str, Any], options: dict[str, Any], expected: int
) -> None:
    assert effort(parse(schedule), PreviewOptions(**options)) == expected
