"""JSON is read strictly, and what is wrong is named by its place."""

from time import perf_counter

import pytest

from api.strict_json import MOST_LEVELS, document
from lehr.errors import InvalidRequest, Violation


def refusal(text: str | bytes) -> Violation:
    with pytest.raises(InvalidRequest) as refused:
        document(text if isinstance(text, bytes) else text.encode())
    [violation] = refused.value.violations
    return violation


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


def test_json_is_read() -> None:
    text = '{"a": [1, 2.5, -0.0, true, null, "\\u00e9\\ud83d\\ude00\\n"], "": {}}'
    assert document(text.encode()) == {"a": [1, 2.5, 0.0, True, None, "é😀\n"], "": {}}


def test_integers_stay_integers() -> None:
    assert type(document(b"10000000000000000000000")) is int


@pytest.mark.parametrize("text", ["", " ", '{"a": ', "{'a': 1}", "[1,]", "[01]", '"\n"', "x"])
def test_what_is_not_json_is_refused(text: str) -> None:
    assert refusal(text).detail.startswith("the text must be JSON: ")


@pytest.mark.parametrize("text", [b'"\xe9"', '{"a": 1}'.encode("utf-16"), b'"\xed\xa0\x80"'])
def test_what_is_not_utf_8_is_refused(text: bytes) -> None:
    assert refusal(text).detail.startswith("the text must be in UTF-8; byte ")


def test_as_many_levels_as_allowed_are_read() -> None:
    assert document(nested(MOST_LEVELS).encode())


@pytest.mark.parametrize("levels", [MOST_LEVELS + 1, 500, 100_000])
def test_more_levels_are_refused(levels: int) -> None:
    assert "nested in more than 64 levels" in refusal(nested(levels)).detail


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 400, "9" * 5000])
def test_numbers_that_float64_has_not_are_refused(number: str) -> None:
    violation = refusal(f'{{"a": [0, {{"b/c~d": {number}}}]}}')
    assert violation.pointer == "/a/1/b~1c~0d"
    assert "must be finite" in violation.detail


def test_many_digits_may_stand_in_text_and_behind_the_point() -> None:
    digits = "9" * 5000
    assert document(f'["{digits}", 0.{digits}, 7]'.encode()) == [digits, 1.0, 7]


def test_the_integer_below_the_end_of_float64_is_read() -> None:
    assert document(b"1" + b"0" * 308) == 10**308


@pytest.mark.parametrize("text", [r"\u0000", r"a\ud800", r"\udc00\ud800"])
def test_text_that_cannot_be_kept_is_refused(text: str) -> None:
    violation = refusal(f'{{"a": ["", "{text}"]}}')
    assert violation.pointer == "/a/1"
    assert text.rpartition("\\")[2] in violation.detail


def test_a_name_that_cannot_be_kept_is_refused_at_its_object() -> None:
    assert refusal(r'{"a": {"\u0000": 1}}').pointer == "/a"


def test_a_name_that_stands_twice_is_refused() -> None:
    violation = refusal('{"a": {"b": 1, "c": 2, "b": 1}}')
    assert violation.pointer == "/a"
    assert violation.detail.endswith('received "b"')


def test_one_name_twice_among_very_many_is_found_soon() -> None:
    names = ",".join(f'"{number}":0' for number in range(80_000))
    began = perf_counter()
    assert refusal(f'{{{names},"7":0}}').detail.endswith('received "7"')
    assert perf_counter() - began < 2
