from documentation.chapters import chapter_of, chapters
from lehr.dialects import KINDS


def test_every_kind_is_in_one_chapter() -> None:
    found = [entry.kind for chapter in chapters() for entry in chapter.entries]
    assert sorted(found) == sorted(KINDS)


def test_a_library_has_all_of_its_kinds_in_its_own_chapter() -> None:
    assert chapter_of("torch.ReduceLROnPlateau") == "torch"


def test_lehrs_own_kinds_are_told_apart_by_what_they_answer_to_and_hold() -> None:
    found = [chapter_of(kind) for kind in ("cosine", "warmup", "reduce_on_plateau")]
    assert found == ["formulas", "combinators", "feedback"]
