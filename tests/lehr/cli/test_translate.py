"""`lehr translate`: code to be piped into a file."""

import json

import pytest

from lehr.cli.sentences import Ending
from lehr.dialects import parse
from lehr.translation import translate
from tests.lehr.cli.conftest import Lehr

COSINE = ("cosine", "-p", "initial_learning_rate=0.1", "-p", "decay_steps=100")
DOCUMENT = {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 100}


def test_standard_output_is_the_program_alone(lehr: Lehr) -> None:
    done = lehr("translate", *COSINE, "--to", "python")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == translate(parse(DOCUMENT), "python").code


def test_what_to_know_goes_to_standard_error(lehr: Lehr) -> None:
    done = lehr("translate", "keras.CosineDecay", *COSINE[1:], "--to", "python")
    assert done.stderr == "lehr: keras itself computes in float32; here it is float64\n"


def test_json_has_the_code_and_the_notes(lehr: Lehr) -> None:
    done = lehr("translate", *COSINE, "--to", "keras", "--json")
    expected = translate(parse(DOCUMENT), "keras")
    assert json.loads(done.stdout) == {
        "code": expected.code,
        "exact": expected.exact,
        "notes": [*expected.notes],
    }


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((*COSINE, "--to", "jax"), "--to: Input should be 'keras', 'torch', 'optax', 'trans"),
        (("nothing", "--to", "keras"), "/kind: no such `kind`"),
    ],
)
def test_what_is_wrong_gets_a_sentence(
    lehr: Lehr, arguments: tuple[str, ...], sentence: str
) -> None:
    done = lehr("translate", *arguments)
    assert (done.exit_code, done.stdout) == (Ending.REFUSED, "")
    assert done.stderr.startswith(f"lehr: {sentence}")
