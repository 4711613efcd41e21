"""`POST /schedules/translate`: a schedule in, a program out."""

from typing import Any

import httpx
import pytest

from tests.api.problems import refusals

TRANSLATE = "/schedules/translate"
STEP: dict[str, Any] = {"kind": "step", "initial_learning_rate": 0.1, "drop": 0.5, "every": 10}


@pytest.mark.parametrize(
    ("to", "line"),
    [
        (
            "keras",
            (
                "schedule = keras.optimizers.schedules.ExponentialDecay(initial_learning_rate=0.1, "
                "decay_steps=10.0, decay_rate=0.5, staircase=True)"
            ),
        ),
        (
            "torch",
            "scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=10, gamma=0.5)",
        ),
        ("transformers", "import torch"),
        (
            "optax",
            (
                "schedule = optax.exponential_decay(init_value=0.1, transition_steps=10, "
                "decay_rate=0.5, staircase=True)"
            ),
        ),
        ("python", "    return 0.1 * 0.5 ** math.floor(step / 10)"),
    ],
)
def test_a_schedule_becomes_a_program_for_each_target(
    client: httpx.Client, to: str, line: str
) -> None:
    answer = client.post(TRANSLATE, json={"schedule": STEP, "to": to})
    assert answer.status_code == 200
    assert answer.json().keys() == {"code", "exact", "notes"}
    assert line in answer.json()["code"].splitlines()


def test_code_of_one_library_becomes_code_of_another(client: httpx.Client) -> None:
    code = "keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=1, decay_rate=0.96)"
    answer = client.post(TRANSLATE, json={"schedule": code, "to": "torch"}).json()
    assert "torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.96)" in answer["code"]
    assert answer["exact"]


@pytest.mark.parametrize(
    ("body", "pointer", "told"),
    [
        ({"schedule": STEP, "to": "jax"}, "/to", "'keras', 'torch', 'optax', 'transformers'"),
        ({"schedule": STEP}, "/to", "`to` is required"),
        ({"to": "keras"}, "/schedule", "`schedule` is required"),
        ({"schedule": STEP | {"every": 0}, "to": "keras"}, "/schedule/every", "greater than"),
        ({"schedule": {"kind": "steps"}, "to": "keras"}, "/schedule/kind", "no such `kind`"),
        ({"schedule": "StepLR(o, 3)", "to": "keras"}, "/schedule", "`lr`, the optimizer's rate"),
        ({"schedule": "exit()", "to": "keras"}, "/schedule", "no constructor `exit` is known"),
        ({"schedule": STEP, "to": "keras", "steps": 3}, "/steps", "no such field"),
    ],
)
def test_a_bad_request_is_refused_where_it_is_wrong(
    client: httpx.Client, body: dict[str, Any], pointer: str, told: str
) -> None:
    refused = refusals(client.post(TRANSLATE, json=body))
    assert refused.keys() == {pointer}
    assert told in refused[pointer]
