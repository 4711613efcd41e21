import pytest

from .answers import prints, shows

ANSWER = 'HTTP/1.1 200\n\n{"status": "succeeded", "runs": [{"seed": 7, "rate": 0.1}, {"seed": 8}]}'


@pytest.mark.parametrize(
    "shown",
    [
        '{"status": "succeeded"}',
        '{"status": "suc…"}',
        '{"runs": "…"}',
        '{"runs": [{"rate": 0.1000000001}, "…"]}',
        '{"runs": [{"rate": "0.…"}, {"…": "…"}]}',
    ],
)
def test_a_part_of_an_answer_is_shown(shown: str) -> None:
    assert shows(shown, ANSWER)


@pytest.mark.parametrize(
    "shown",
    [
        '{"status": "failed"}',
        '{"state": "succeeded"}',
        '{"runs": [{"seed": 7}]}',
        '{"runs": [{"rate": 0.11}, "…"]}',
        '{"runs": [{"seed": true}, "…"]}',
    ],
)
def test_what_an_answer_does_not_hold_is_not_shown(shown: str) -> None:
    assert not shows(shown, ANSWER)


def test_an_output_is_compared_whole_but_for_what_is_left_out() -> None:
    assert prints("epoch …\n2", "epoch 1\n2\n")
    assert not prints("epoch …\n2", "epoch 1\n2\n3")
