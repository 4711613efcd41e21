from xml.etree import ElementTree as ET

import pytest

from documentation.drawing import drawn, length, options
from lehr.dialects import ScheduleEntry, catalogue, parse
from lehr.preview import preview
from lehr.schedules import Feedback, Schedule

ENTRIES = {entry.kind: entry for entry in catalogue()}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_every_picture_shows_what_its_kind_does(entry: ScheduleEntry) -> None:
    schedule: Schedule = parse(entry.example)
    summary = preview(schedule, options(entry)).summary
    assert summary.minimum < summary.maximum or entry.kind in {
        "constant",
        "optax.constant_schedule",
        "transformers.constant",
    }


def test_a_picture_is_an_svg() -> None:
    assert ET.fromstring(drawn(ENTRIES["warmup"])).tag.endswith("svg")


def test_a_curve_that_turns_is_drawn_beyond_its_turns() -> None:
    cosine = parse({"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 400})
    assert length(cosine) == 500


def test_a_curve_that_never_turns_is_drawn_until_it_has_changed() -> None:
    decay = parse({"kind": "exponential", "initial_learning_rate": 0.1, "decay": 0.001})
    assert length(decay) == 1000


def test_a_schedule_with_another_inside_is_drawn_in_updates_where_a_metric_decides() -> None:
    entry = ENTRIES["scale_by_feedback"]
    assert isinstance(parse(entry.example), Feedback)
    assert options(entry).steps_per_epoch == 10
