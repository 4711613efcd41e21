"""`lehr preview`: the curve that the service shows, without the service."""

import json
from pathlib import Path
from typing import Any

import pytest

from lehr.cli.sentences import Ending
from lehr.dialects import parse
from lehr.preview import PreviewOptions, preview
from tests.lehr.cli.conftest import Lehr

COSINE = ("cosine", "-p", "initial_learning_rate=0.1", "-p", "decay_steps=100")
DOCUMENT = {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 100}
STEP = "torch.optim.lr_scheduler.StepLR(torch.optim.SGD(params, lr=0.1), step_size=30)"


def shown(document: object, **options: Any) -> bytes:
    return preview(parse(document), PreviewOptions(**options)).as_json()


def test_json_is_the_answer_of_the_service(lehr: Lehr) -> None:
    done = lehr("preview", *COSINE, "--steps", "100", "--json")
    assert done.stdout.encode() == shown(DOCUMENT, steps=100) + b"\n"


@pytest.mark.parametrize("text", [json.dumps(DOCUMENT), STEP, " " + STEP])
def test_a_schedule_can_be_json_or_code(lehr: Lehr, text: str) -> None:
    document = DOCUMENT if "{" in text else STEP
    done = lehr("preview", text, "--steps", "100", "--json")
    assert done.stdout.encode() == shown(document, steps=100) + b"\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cosine.json", json.dumps(DOCUMENT)),
        ("cosine.yaml", "kind: cosine\ninitial_learning_rate: 1e-1\ndecay_steps: 100\n"),
        ("cosine", "kind: cosine\ninitial_learning_rate: 0.1\ndecay_steps: 100\n"),
    ],
)
def test_a_schedule_can_be_in_a_file(lehr: Lehr, tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    done = lehr("preview", f"@{path}", "--steps", "100", "--json")
    assert done.stdout.encode() == shown(DOCUMENT, steps=100) + b"\n"


def test_a_schedule_can_be_code_in_a_file(lehr: Lehr, tmp_path: Path) -> None:
    path = tmp_path / "schedule.py"
    path.write_text(STEP)
    done = lehr("preview", f"@{path}", "--steps", "100", "--json")
    assert done.stdout.encode() == shown(STEP, steps=100) + b"\n"


def test_a_schedule_can_come_from_standard_input(lehr: Lehr) -> None:
    done = lehr("preview", "@-", "--steps", "100", "--json", given=json.dumps(DOCUMENT))
    assert done.stdout.encode() == shown(DOCUMENT, steps=100) + b"\n"


def test_lists_have_commas_or_are_repeated(lehr: Lehr) -> None:
    kind = ("multistep", "-p", "initial_learning_rate=0.1", "-p", "drop=0.1")
    together = lehr("preview", *kind, "-p", "boundaries=10,20", "--steps", "30", "--json")
    apart = lehr(
        "preview", *kind, "-p", "boundaries=10", "-p", "boundaries=20", "--steps", "30", "--json"
    )
    assert json.loads(together.stdout)["schedule"]["boundaries"] == [10, 20]
    assert apart.stdout == together.stdout


def test_a_nested_schedule_is_a_parameter_in_json(lehr: Lehr) -> None:
    nested = f"schedule={json.dumps(DOCUMENT)}"
    done = lehr("preview", "warmup", "-p", "steps=10", "-p", nested, "--steps", "50", "--json")
    assert json.loads(done.stdout)["schedule"]["schedule"]["kind"] == "cosine"


def test_options_are_those_of_the_service(lehr: Lehr) -> None:
    options = ("--at", "0,30,10", "--unit", "epoch", "--steps-per-epoch", "10", "--dtype")
    done = lehr("preview", *COSINE, *options, "float32", "--json")
    expected = shown(DOCUMENT, at=(0, 30, 10), unit="epoch", steps_per_epoch=10, dtype="float32")
    assert done.stdout.encode() == expected + b"\n"


@pytest.mark.parametrize("source", ["list", "file"])
def test_a_metric_is_a_list_or_a_file(lehr: Lehr, tmp_path: Path, source: str) -> None:
    path = tmp_path / "metric.json"
    path.write_text("[1.0, 1.0, 1.0, 1.0]")
    metric = "1,1,1,1" if source == "list" else f"@{path}"
    kind = ("keras.ReduceLROnPlateau", "-p", "initial_learning_rate=0.1", "-p", "patience=1")
    done = lehr("preview", *kind, "--metric", metric, "--csv")
    assert [line.split(",")[0] for line in done.stdout.splitlines()] == ["step", *"0123"]
    assert len({line.split(",")[1] for line in done.stdout.splitlines()}) > 2


def test_several_curves_stand_side_by_side(lehr: Lehr) -> None:
    done = lehr("preview", *COSINE, "--compare", STEP, "--steps", "3", "--csv")
    assert [line[:3] for line in done.stdout.splitlines()[1:]] == [
        f"{curve},{step}" for curve in (0, 1) for step in (0, 1, 2)
    ]


def test_the_drawing_says_what_is_seen(lehr: Lehr) -> None:
    done = lehr("preview", *COSINE, "--steps", "200")
    first, *_, numbers, extremes, happening, warning = done.stdout.splitlines()
    assert first == "cosine initial_learning_rate=0.1, decay_steps=100"
    assert numbers == "first 0.1, last 0.0"
    assert extremes == "lowest 0.0, highest 0.1 at step 0"
    assert happening == "floor at 100"
    assert warning.startswith("warning: the learning rate is exactly 0")


def test_nothing_but_text_goes_where_no_terminal_is(lehr: Lehr) -> None:
    done = lehr("preview", *COSINE, "--compare", STEP, "--steps", "100")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize(("form", "begin"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_a_picture_goes_into_a_file(lehr: Lehr, tmp_path: Path, form: str, begin: bytes) -> None:
    path = tmp_path / f"curve.{form}"
    done = lehr("preview", *COSINE, "--steps", "100", f"--{form}", str(path))
    assert path.read_bytes().startswith(begin)
    assert done.stderr == f"Wrote {path} ({path.stat().st_size:,} bytes).\n"


def test_a_picture_that_cannot_be_written_gets_a_sentence(lehr: Lehr, tmp_path: Path) -> None:
    done = lehr("preview", *COSINE, "--steps", "100", "--svg", str(tmp_path))
    assert (done.exit_code, done.stderr) == (Ending.REFUSED, f"lehr: {tmp_path}: Is a directory\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("cosin",), "/kind: no such `kind`, perhaps `cosine` or `timm.cosine` or `half_cosine`; "),
        (("cosine", "-p", "decay_steps=0", "-p", "initial_learning_rate=1"), "/decay_steps: "),
        ((*COSINE, "--steps", "0"), "--steps: "),
        ((*COSINE, "--unit", "hour"), "--unit: "),
        ((*COSINE, "--steps-per-epoch", "2"), "--steps-per-epoch: "),
        (COSINE, "--steps: `steps` is required where neither `at` nor `metric` says it"),
        ((*COSINE, "--at", "0,x"), "--at/1: "),
        (("cosine", "-p", "decay_steps"), '--param must be NAME=VALUE; received "decay_steps"'),
        ((STEP, "-p", "gamma=1"), "--param belongs to a schedule that is given by its kind; there"),
        (('{"kind": cosine}',), "the schedule, line 1, column 10: Expecting value"),
        (('{"kind": NaN}',), "the schedule: a number must be finite; received NaN"),
        (("StepLR(",), "code must be one constructor call as Python writes it; received"),
        (("@/",), "/: Is a directory"),
        (("@/nowhere.yaml",), "/nowhere.yaml: No such file or directory"),
    ],
)
def test_what_is_wrong_gets_a_sentence(
    lehr: Lehr, arguments: tuple[str, ...], sentence: str
) -> None:
    done = lehr("preview", *arguments)
    assert (done.exit_code, done.stdout) == (Ending.REFUSED, "")
    assert sentence in done.stderr
    assert done.stderr.startswith("lehr: ")


def test_of_several_schedules_the_wrong_one_is_named(lehr: Lehr) -> None:
    done = lehr("preview", *COSINE, "--compare", '{"kind": "cosine"}', "--steps", "3")
    assert done.exit_code == Ending.REFUSED
    assert done.stderr.startswith("lehr: /1/initial_learning_rate: ")


def test_more_curves_than_there_are_letters_are_refused(lehr: Lehr) -> None:
    more = [part for _ in range(26) for part in ("--compare", STEP)]
    done = lehr("preview", *COSINE, *more, "--steps", "3")
    assert done.exit_code == Ending.REFUSED
    assert done.stderr == "lehr: at most 16 schedules are shown beside each other; received 27\n"
