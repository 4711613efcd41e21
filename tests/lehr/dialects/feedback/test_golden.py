"""Every plateau has the rates of its real library, which `golden` has asked."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from lehr.dialects import parse
from lehr.preview import PreviewOptions, preview

FILES = sorted(Path(__file__).parents[3].joinpath("golden", "feedback").glob("*.json"))
DOCUMENTS = [json.loads(path.read_text(encoding="utf-8")) for path in FILES]
TRACES = [trace for document in DOCUMENTS for trace in document["curves"]]


@pytest.mark.parametrize("trace", TRACES, ids=lambda trace: json.dumps(trace["schedule"])[9:120])
def test_rates_are_those_of_the_library_to_the_bit(trace: dict[str, Any]) -> None:
    options = PreviewOptions.model_validate({"metric": trace["metric"]})
    assert preview(parse(trace["schedule"]), options).learning_rates.tolist() == trace["rates"]


def test_rates_change_in_most_traces() -> None:
    changing = [trace for trace in TRACES if len(set(trace["rates"])) > 1]
    assert len(changing) > len(TRACES) / 2


def test_every_spelling_with_a_trace_has_three_sets_of_parameters() -> None:
    told = Counter(
        json.loads(schedule)["kind"] for schedule in {json.dumps(t["schedule"]) for t in TRACES}
    )
    assert min(told.values()) >= 3
