"""Schedules written as other programs write them: calls as text, and Keras's documents."""

import sys
from typing import Any

import pytest

from lehr.dialects import parse
from lehr.errors import InvalidRequest

STEP = {"kind": "torch.StepLR", "lr": 0.1, "step_size": 30, "gamma": 0.1}
CONFIG = {
    "initial_learning_rate": 0.1,
    "decay_steps": 1000,
    "decay_rate": 0.96,
    "staircase": False,
    "name": "ExponentialDecay",
}
SERIALIZED = {
    "module": "keras.optimizers.schedules",
    "class_name": "ExponentialDecay",
    "config": CONFIG,
    "registered_name": None,
}


def refusal(document: object) -> str:
    with pytest.raises(InvalidRequest) as refused:
        parse(document)
    [violation] = refused.value.violations
    assert not violation.pointer
    return violation.detail


@pytest.mark.parametrize(
    "code",
    [
        "torch.optim.lr_scheduler.StepLR(torch.optim.SGD(params, lr=0.1), step_size=30)",
        "lr_scheduler.StepLR(SGD(net.parameters(), 0.1), 30, gamma=1e-1)",
        "  StepLR(optimizer=Adam(params, lr=1e-2 * 10), step_size=60 // 2, last_epoch=-1)\n",
        {"code": "StepLR(optimizer, 30)", "lr": 0.1},
        {"code": "torch.optim.lr_scheduler.StepLR(self.optimizer, 30, 0.1)", "lr": 0.1},
    ],
)
def test_a_scheduler_of_torch_has_the_rate_of_its_optimizer(code: object) -> None:
    assert parse(code) == parse(STEP)


@pytest.mark.parametrize(
    "code",
    [
        "keras.optimizers.schedules.CosineDecay(0.1, decay_steps=10 * 100, alpha=2**-4)",
        "tf.keras.optimizers.schedules.CosineDecay(0.1, 1000, 0.0625, name='mine')",
        "CosineDecay(alpha=+0.0625, initial_learning_rate=1.1 - 1, decay_steps=999 + 1)",
    ],
)
def test_arguments_stand_by_place_or_name_and_may_be_arithmetic(code: str) -> None:
    schedule = parse(code).model_dump()
    assert schedule["decay_steps"] == 1000
    assert schedule["alpha"] == 0.0625
    assert schedule["initial_learning_rate"] == pytest.approx(0.1)


def test_schedulers_stand_in_lists() -> None:
    code = """SequentialLR(
        torch.optim.SGD(params, lr=0.1),
        schedulers=[LinearLR(optimizer), ExponentialLR(optimizer, gamma=0.9)],
        milestones=[5],
    )"""
    children = [{"kind": "torch.LinearLR"}, {"kind": "torch.ExponentialLR", "gamma": 0.9}]
    document = {"schedulers": children, "milestones": [5], "lr": 0.1}
    assert parse(code) == parse({"kind": "torch.SequentialLR", **document})


@pytest.mark.parametrize(
    "code",
    [
        'get_scheduler("cosine", SGD(p, lr=0.1), num_warmup_steps=10, num_training_steps=100)',
        "transformers.get_cosine_schedule_with_warmup(SGD(p, lr=0.1), 10, 100)",
    ],
)
def test_schedules_of_transformers_have_two_names(code: str) -> None:
    cosine = {"lr": 0.1, "num_warmup_steps": 10, "num_training_steps": 100}
    assert parse(code) == parse({"kind": "transformers.cosine", **cosine})


def test_get_scheduler_takes_specific_arguments_in_a_dictionary() -> None:
    specific = "scheduler_specific_kwargs={'min_lr': 1e-6}"
    code = f"get_scheduler('cosine_with_min_lr', SGD(p, lr=0.1), 10, 100, {specific})"
    schedule = parse(code).model_dump()
    assert (schedule["kind"], schedule["min_lr"]) == ("transformers.cosine_with_min_lr", 1e-6)


def test_a_plateau_of_keras_has_its_rate_beside_it() -> None:
    code = "keras.callbacks.ReduceLROnPlateau(monitor='val_accuracy', factor=0.5)"
    schedule = parse({"code": code, "initial_learning_rate": 0.1}).model_dump()
    assert (schedule["initial_learning_rate"], schedule["factor"]) == (0.1, 0.5)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("StepLR(optimizer, 30)", "`lr`, the optimizer's rate, is required"),
        ("StepLR(SGD(p, 0.1), step_size=n)", "`step_size`: only constants"),
        ("StepLR(SGD(p, 0.1), step_size=n)", "are read, at character 30;"),
        ("StepLR(SGD(p, 0.1), step_size=-3)", "`step_size`: Input should be greater than"),
        ("StepLR(SGD(p, 0.1), step_size=-3)", "received -3, at character 20;"),
        ("StepLR(SGD(p, 0.1), 1, 2, 3)", "at most 3 arguments can stand without a name"),
        ("StepLR(SGD(p, 0.1), 1, step_size=2)", "`step_size` is one argument too many"),
        ("StepLR(SGD(p, 0.1), **others)", "`**` is one argument too many"),
        ("StepLR(SGD(p, 0.1), *others)", "only constants"),
        ("StepLR(SGD(p, 0.1), 3, gama=1)", "`gama`: no such field, perhaps `gamma`"),
        ("StepLR(SGD(p, 0.1), 3, gamma=lambda: 1)", "`gamma`: only constants"),
        ("StepLR(SGD(p, 0.1), 3, gamma=f'{1}')", "`gamma`: only constants"),
        ("StepLR(SGD(p, 0.1), 3, gamma='1' * 3)", "`gamma`: arithmetic is of numbers"),
        ("StepLR(SGD(p, 0.1), 3, gamma=1 / 0)", "`gamma`: the arithmetic has no result"),
        ("StepLR(SGD(p, 0.1), 3, gamma=9**9**9**9)", "`gamma`: a power takes a base to 1000000"),
        ("StepLR(SGD(p, 0.1), 3, gamma=(-8)**0.5)", "`gamma`: the arithmetic must have a real"),
        ("StepLr(SGD(p, 0.1), 3)", "no constructor `StepLr` is known, perhaps `StepLR`"),
        ("optax.StepLR(SGD(p, 0.1), 3)", "no constructor `optax.StepLR` is known"),
        ("ReduceLROnPlateau(o)", "`keras.ReduceLROnPlateau` and `torch.ReduceLROnPlateau`"),
        ("(lambda: 1)()", "a constructor is called by its name"),
        ("get_scheduler(optimizer=o)", "`name` is required"),
        ("get_scheduler('sawtooth', o)", "there is no `transformers.sawtooth`"),
        ("get_scheduler('linear', o, 1, 9, [1])", "must be a dictionary, at character 0"),
        ("get_scheduler('linear', o, 1, 9, {'kind': [1]})", "`kind` is one argument too many"),
        ("get_scheduler('linear', o, 1, 9, {'num_warmup_steps': 2})", "one argument too many"),
        ("StepLR(SGD(p, 0.1), 3, kind=[1])", "`kind` is one argument too many, at character 23"),
        ("StepLR", "code must be one constructor call, at character 0"),
        ("import os", "code must be one constructor call as Python writes it"),
        ("StepLR(", "code must be one constructor call as Python writes it"),
        ("", "code must be one constructor call as Python writes it"),
        ("(" * 5000 + ")" * 5000, "code must be one constructor call as Python writes it"),
        (f"StepLR(SGD(p, 0.1), {'-' * 900}1)", "code must"),
        (f"StepLR(SGD(p, 0.1), {'+'.join('1' * 1500)})", "code must not be nested so deeply"),
        ("StepLR(" + "9" * 10_001, "code can have 10000 characters; received 10008"),
    ],
)
def test_code_that_is_no_call_of_constants_is_refused(code: str, told: str) -> None:
    assert told in refusal(code)


def test_code_is_never_run() -> None:
    assert "is known" in refusal("sys.exit(3)")
    assert "is known" in refusal("StepLR(SGD(p, 0.1), sys.modules.clear())")
    assert "lehr.dialects" in sys.modules


def test_what_is_said_twice_is_refused() -> None:
    twice = {"code": "StepLR(SGD(p, lr=0.1), 30)", "lr": 0.2}
    assert "`lr` is said in the code and beside it" in refusal(twice)


def test_positions_count_characters_over_lines() -> None:
    assert "at character 26" in refusal("StepLR(SGD(é, 0.1),\n 3, g=-y)")


@pytest.mark.parametrize("document", [SERIALIZED, CONFIG, {**SERIALIZED, "config": CONFIG}])
def test_documents_of_keras_are_schedules(document: dict[str, Any]) -> None:
    parameters = {name: value for name, value in CONFIG.items() if name != "name"}
    assert parse(document) == parse({"kind": "keras.ExponentialDecay", **parameters})


def test_what_keras_leaves_out_is_the_default() -> None:
    config = {"initial_learning_rate": 0.1, "decay_steps": 1000, "alpha": 0.0, "name": None}
    document = {"class_name": "CosineDecay", "config": {**config, "warmup_target": None}}
    assert parse(document).model_dump()["warmup_steps"] == 0


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({**CONFIG, "name": "decay"}, "to `keras.ExponentialDecay` and to `keras.InverseTime"),
        ({"name": "x", "rate": 1}, "belong to no schedule of Keras"),
        ({**SERIALIZED, "class_name": "Decay"}, "no schedule with the `class_name` 'Decay'"),
        ({**SERIALIZED, "config": 3}, "`config` must be an object"),
        ({**SERIALIZED, "config": {**CONFIG, "kind": [1]}}, "`config` has no `kind`"),
        ({**SERIALIZED, "config": {**CONFIG, "decay_steps": 0}}, "`decay_steps`: Input should"),
    ],
)
def test_documents_that_keras_cannot_read_are_refused(document: dict[str, Any], told: str) -> None:
    assert told in refusal(document)
