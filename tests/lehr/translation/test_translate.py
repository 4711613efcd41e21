"""Which programs schedules become: a library's own words where it has them."""

import ast
from typing import Any, get_args

import pytest

from lehr.dialects import catalogue, parse
from lehr.translation import Target, Translation, translate

EXAMPLES = {entry.kind: entry.example for entry in catalogue()}
TARGETS: tuple[Target, ...] = get_args(Target)
every_target = pytest.mark.parametrize("to", TARGETS)

COSINE = {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 1000}
STEP = {"kind": "step", "initial_learning_rate": 0.1, "drop": 0.5, "every": 10}


def written(document: object, to: Target) -> Translation:
    return translate(parse(document), to)


@every_target
@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_kind_becomes_a_program_that_is_python(kind: str, to: Target) -> None:
    translation = written(EXAMPLES[kind], to)
    assert ast.parse(translation.code).body
    assert translation.exact or translation.notes


@pytest.mark.parametrize(
    ("document", "to", "line"),
    [
        (
            "StepLR(SGD(p, lr=0.1), step_size=30, gamma=0.1)",
            "torch",
            "scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=30)",
        ),
        (
            STEP,
            "torch",
            "scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=10, gamma=0.5)",
        ),
        (
            COSINE,
            "keras",
            (
                "schedule = keras.optimizers.schedules.CosineDecay("
                "initial_learning_rate=0.1, decay_steps=1000.0)"
            ),
        ),
        (
            {"kind": "time_based", "initial_learning_rate": 0.1, "decay": 0.002},
            "keras",
            (
                "schedule = keras.optimizers.schedules.InverseTimeDecay("
                "initial_learning_rate=0.1, decay_steps=1.0, decay_rate=0.002)"
            ),
        ),
        (
            {"kind": "warmup", "steps": 10, "schedule": {**COSINE, "decay_steps": 90}},
            "keras",
            (
                "schedule = keras.optimizers.schedules.CosineDecay("
                "initial_learning_rate=0.0, decay_steps=90.0, warmup_target=0.1, warmup_steps=10)"
            ),
        ),
        (
            {
                "kind": "warmup",
                "steps": 10,
                "schedule": {"kind": "linear", "initial_learning_rate": 0.1, "decay_steps": 90},
            },
            "transformers",
            (
                "scheduler = transformers.get_linear_schedule_with_warmup("
                "optimizer, num_warmup_steps=10, num_training_steps=100)"
            ),
        ),
        (
            {**EXAMPLES["torch.OneCycleLR"]},
            "transformers",
            (
                "scheduler = torch.optim.lr_scheduler.OneCycleLR("
                "optimizer, max_lr=0.1, total_steps=1000)"
            ),
        ),
        (
            {"code": "keras.callbacks.ReduceLROnPlateau('loss')", "initial_learning_rate": 0.1},
            "keras",
            "callback = keras.callbacks.ReduceLROnPlateau(monitor='loss')",
        ),
    ],
)
def test_a_curve_that_the_library_has_is_its_own_constructor(
    document: object, to: Target, line: str
) -> None:
    translation = written(document, to)
    assert line in translation.code.splitlines()
    assert (translation.exact, translation.notes) == (True, ())


def test_a_rule_is_not_believed_where_the_curves_differ() -> None:
    assert "CosineAnnealingLR" in written({**COSINE, "kind": "cosine_wave"}, "torch").code
    assert "CosineAnnealingLR" not in written(COSINE, "torch").code


def test_a_formula_is_written_as_python_would_have_it() -> None:
    rule = '"""Power ramp: initial_learning_rate + (end_learning_rate - initial_learning_rate) *'
    code = written(EXAMPLES["power_ramp"], "python").code
    assert rule in code
    assert code.splitlines()[-1] == "    return 0.1 + -0.1 * (min(step, 1000.0) / 1000.0) ** 2.0"


def test_what_is_used_twice_has_a_name() -> None:
    code = written({**EXAMPLES["rex"]}, "python").code
    assert "    ratio = min(step, 1000.0) / 1000.0" in code.splitlines()


def test_a_combinator_calls_the_functions_of_its_schedules() -> None:
    code = written(EXAMPLES["sequence"], "python").code
    assert code.endswith("constant_1(step) if step < 700 else cosine_2(step - 700)\n")


def test_what_is_computed_step_by_step_says_how_far_its_closed_form_is() -> None:
    chain = {**EXAMPLES["torch.SequentialLR"]}
    translation = written(chain, "python")
    assert not translation.exact
    assert "computes each rate from the one before" in translation.notes[0]


def test_float64_in_jax_is_told() -> None:
    translation = written(EXAMPLES["rex"], "optax")
    assert not translation.exact
    assert "JAX computes in float32" in translation.notes[0]


def test_float32_inside_a_program_of_plain_numbers_is_told() -> None:
    halved = {"kind": "scale", "factor": 0.5, "schedule": EXAMPLES["keras.CosineDecay"]}
    translation = written(halved, "python")
    assert not translation.exact
    assert translation.notes == (
        "keras.CosineDecay computes in float32 inside this schedule; here in float64",
    )


INJECTED = "x'); import os; os.system('true')  # \"\"\"\n{0}"


@every_target
@pytest.mark.parametrize(
    "document",
    [
        {
            "kind": "keras.ReduceLROnPlateau",
            "initial_learning_rate": 0.1,
            "monitor": INJECTED,
            "mode": "min",
        },
        {"kind": "expression", "formula": "__import__ * step", "constants": {"__import__": 0.001}},
        {"kind": "expression", "formula": "os * 2", "constants": {"os": 0.1}},
    ],
)
def test_nothing_of_a_request_is_code(document: dict[str, Any], to: Target) -> None:
    tree = ast.parse(written(document, to).code)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    modules = [
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    ]
    assert not {"os", "__import__"} & {*names, *modules}
