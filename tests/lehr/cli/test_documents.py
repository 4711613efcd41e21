"""Files of JSON and YAML."""

from pathlib import Path

import pytest

from lehr.cli.documents import from_yaml, read
from lehr.cli.sentences import Failure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e-3", 1e-3),
        ("-1.5E+2", -150.0),
        (".5", 0.5),
        ("3", 3),
        ("010", "010"),
        ("no", "no"),
        ("2026-01-01", "2026-01-01"),
        ("true", True),
        ("null", None),
        ("~", None),
        (".nan", ".nan"),
        ("1_000", "1_000"),
    ],
)
def test_a_word_of_yaml_is_what_it_is_in_json(text: str, value: object) -> None:
    assert from_yaml(f"word: {text}", "file") == {"word": value}


def test_yaml_can_say_things_once() -> None:
    text = "a: &dense {layer: Dense, units: 3}\nb:\n  <<: *dense\n  units: 4\n"
    assert from_yaml(text, "file")["b"] == {"layer": "Dense", "units": 4}


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("job.json", '{"epochs": 3,\n "seed": }', "line 2, column 10: Expecting value"),
        ("job.json", "epochs: 3", "line 1, column 1: Expecting value"),
        ("job", '{\n"epochs" 3}', "line 2, column 10: Expecting ':' delimiter"),
        ("job.yaml", "epochs: 3\nseed: [1, 2\n", "line 3, column 1: expected ',' or ']'"),
        ("job.yaml", "epochs: 3\n\tseed: 1", "line 2, column 1: found character '\\t'"),
        ("job.yml", "epochs: 3\nepochs: 4", "line 2, column 1: a name must not stand twice"),
        ("job.yaml", "? [a]\n: 3", "line 1, column 3: a name must be text"),
        ("job.yaml", "date: !!python/object:os.system {}", "line 1, column 7: could not determine"),
    ],
)
def test_what_cannot_be_read_is_told_by_line_and_column(
    tmp_path: Path, name: str, text: str, sentence: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(Failure) as failure:
        read(str(path))
    [told] = failure.value.sentences
    assert told.startswith(f"{path}, {sentence}")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b'{"seed": 1, "seed": 2}', "a name must not stand twice in one object; received `seed`"),
        (b'{"rate": Infinity}', "a number must be finite; received Infinity"),
        (b"seed: \xff", "the text must be in UTF-8; byte 6 is not"),
        (b"seed: 1" + b"0" * 5000, "Exceeds the limit (4300 digits) for integer string conv"),
        (b"seed: \x01", "unacceptable character #x0001"),
    ],
)
def test_what_no_document_may_have_is_told(tmp_path: Path, text: bytes, sentence: str) -> None:
    path = tmp_path / "job"
    path.write_bytes(text)
    with pytest.raises(Failure) as failure:
        read(str(path))
    [told] = failure.value.sentences
    assert told.startswith(f"{path}: {sentence}")


def test_a_mark_of_byte_order_is_no_part_of_a_document(tmp_path: Path) -> None:
    path = tmp_path / "job.json"
    path.write_bytes(b"\xef\xbb\xbf{}")
    assert read(str(path)) == {}
