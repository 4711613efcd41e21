"""Every kind as a program in plain Python, run and held against the preview."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehr.dialects import KINDS, catalogue, parse
from lehr.schedules import Feedback, Schedule
from lehr.translation import translate
from lehr.translation.probes import furthest
from tests.lehr.dialects.test_every_kind import documents
from tests.programs import ran

EXAMPLES = {entry.kind: entry.example for entry in catalogue()}
STEPS = [0, 1, 2, 5, 10, 99, 100, 101, 299, 300, 301, 600, 601, 999, 1000, 1001, 5000, 20_000]
METRIC = [0.9, 0.8, 0.8, 0.8, float("nan"), 0.85, 0.79, *[0.7] * 30, 0.1, *[0.5] * 30, 0.0]

unhurried = settings(deadline=None, max_examples=8)
every_kind = pytest.mark.parametrize(
    "kind", [kind for kind, cls in KINDS.items() if not issubclass(cls, Feedback)]
)
every_feedback_kind = pytest.mark.parametrize(
    "kind", [kind for kind, cls in KINDS.items() if issubclass(cls, Feedback)]
)


def missed(schedule: Schedule, steps: list[int]) -> float:
    """Return how far the program's rates are from the preview's; up to 1 is the same curve.

    A program that is not said to be exact has run, and that is all that is asked of it.
    """
    translation = translate(schedule, "python")
    learning_rate = ran(translation.code)["learning_rate"]
    found = np.array([learning_rate(step) for step in steps], dtype=np.float64)
    expected = schedule.rates(np.array(steps), "float64")
    return furthest(found, expected) if translation.exact else 0


@every_kind
def test_the_program_of_an_example_has_the_rates_of_the_preview_if_exact(
    kind: str,
) -> None:
    assert missed(parse(EXAMPLES[kind]), STEPS) <= 1


@every_kind
@unhurried
@given(data=st.data(), steps=st.lists(st.integers(0, 2000), min_size=1, max_size=8))
def test_every_exact_program_has_the_rates_of_the_preview(
    kind: str, data: st.DataObject, steps: list[int]
) -> None:
    assert missed(parse(data.draw(documents(kind))), steps) <= 1


@pytest.mark.parametrize("kind", ["noise", "timm.cosine", "torch.ChainedScheduler"])
def test_a_formula_beside_what_is_none_is_part_of_the_program(kind: str) -> None:
    formula = {"kind": "expression", "formula": "where(step > 9, max(a, 0.1, 0.3), a)"}
    both = [EXAMPLES[kind], {**formula, "constants": {"a": 0.2}}]
    assert missed(parse({"kind": "sum", "schedules": both}), STEPS) <= 1


@every_feedback_kind
def test_a_feedback_program_answers_to_the_metric_as_the_preview_does(kind: str) -> None:
    schedule = parse(EXAMPLES[kind])
    assert isinstance(schedule, Feedback)
    found = [*ran(translate(schedule, "python").code)["learning_rates"](METRIC)]
    assert found == schedule.replay(METRIC, "float64").tolist()
