import re

import pytest

from documentation.chapters import Chapter, chapters
from documentation.pages import contents, page
from lehr.dialects import KINDS

CHAPTERS = {chapter.name: chapter for chapter in chapters()}


@pytest.mark.parametrize("chapter", CHAPTERS.values(), ids=CHAPTERS)
def test_every_parameter_of_a_chapter_is_told_of(chapter: Chapter) -> None:
    rows = re.findall(r"^\| `(\w+)` \|", page(chapter), re.MULTILINE)
    fields = [KINDS[entry.kind].model_fields.items() for entry in chapter.entries]
    parameters = [field.alias or name for of_one in fields for name, field in of_one]
    assert rows == [name for name in parameters if name != "kind"]


def test_every_kind_can_be_found_from_the_contents() -> None:
    assert {kind for kind in KINDS if f"[`{kind}`]" in contents(CHAPTERS.values())} == set(KINDS)


def test_a_parameter_is_told_with_its_type_default_and_meaning() -> None:
    row = "| `staircase` | boolean | `false` |"
    assert row in page(CHAPTERS["keras"])
    assert "| `decay_steps` | number, > 0 | required |" in page(CHAPTERS["keras"])


def test_kinds_lead_to_their_other_names() -> None:
    assert "Other names: [`keras.ExponentialDecay`](keras.md#keras-ExponentialDecay)" in page(
        CHAPTERS["formulas"]
    )
    assert "Under Lehr's own name: [`exponential_decay`](formulas.md#exponential_decay)." in page(
        CHAPTERS["keras"]
    )
