"""Curves are called by what sets them apart."""

from typing import Any

from lehr.dialects import parse
from lehr.plots.labels import LONGEST, labels, marks
from lehr.preview import Landmark, PreviewOptions, preview

CONSTANT = {"kind": "constant", "learning_rate": 0.1}
COSINE = {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 80}


def labels_of(*schedules: dict[str, Any]) -> list[str]:
    return labels([preview(parse(one), PreviewOptions(steps=5)) for one in schedules])


def test_one_curve_is_called_by_its_kind_and_what_is_not_at_its_default() -> None:
    assert labels_of(COSINE) == ["cosine initial_learning_rate=0.1, decay_steps=80"]


def test_several_are_called_by_the_parameters_in_which_they_differ() -> None:
    told = labels_of(COSINE, {**COSINE, "decay_steps": 90}, {**COSINE, "alpha": 0.5})
    assert told == [
        "cosine decay_steps=80",
        "cosine decay_steps=90",
        "cosine decay_steps=80, alpha=0.5",
    ]


def test_equal_curves_have_their_kind_alone() -> None:
    assert labels_of(COSINE, COSINE) == ["cosine", "cosine"]


def test_a_schedule_inside_is_called_by_its_kind() -> None:
    nested = {"kind": "sum", "schedules": [CONSTANT, COSINE]}
    assert labels_of(nested) == ["sum schedules=[constant, cosine]"]


def test_a_long_name_is_cut() -> None:
    long = {"kind": "piecewise_constant", "boundaries": list(range(1, 60)), "values": [0.1] * 60}
    [label] = labels_of(long)
    assert len(label) == LONGEST
    assert label.endswith("…")


def test_what_happens_at_one_step_is_told_together() -> None:
    told = [Landmark(10, "warmup_end"), Landmark(10, "peak"), Landmark(30, "floor")]
    assert marks(told) == {10: "warmup end, peak", 30: "floor"}
