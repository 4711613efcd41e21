"""A training that goes on from a snapshot ends as if it had never been interrupted, to the bit."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.worker.training.runs import BODY, HIDDEN, OUTPUT, Heard, listening, resolved
from worker.trainer import Interrupted, Order, Snapshot, Trainer
from worker.training.compiled import CompiledTrainer
from worker.training.fit import fit

EPOCHS = 12
PLATEAU = {
    "kind": "keras.ReduceLROnPlateau",
    "initial_learning_rate": 0.5,
    "factor": 0.5,
    "patience": 1,
}
RAMP = {
    "kind": "warmup",
    "steps": 10,
    "schedule": {"kind": "cosine", "initial_learning_rate": 0.5, "decay_steps": 60},
}
RANDOM = {"layer": "Dropout", "rate": 0.3}
NORMAL = {"layer": "BatchNormalization"}
EXPERIMENTS: dict[str, dict[str, Any]] = {
    "averaged momentum": {"optimizer": {"name": "SGD", "momentum": 0.9, "use_ema": True}},
    "plateau over a warmup": {
        "schedule": {"kind": "scale_by_feedback", "schedule": RAMP, "feedback": PLATEAU}
    },
    "everything": {
        "model": {"layers": [HIDDEN, NORMAL, RANDOM, OUTPUT]},
        "optimizer": {"name": "Nadam", "clipnorm": 1.0},
        "schedule": PLATEAU,
    },
}
TRAINERS: dict[str, Callable[[], Trainer]] = {"compiled": CompiledTrainer, "fit": lambda: fit}


def finished(train: Trainer, start: Snapshot | None = None, **changes: object) -> Heard:
    heard = Heard()
    heard.outcome = train(*resolved(epochs=EPOCHS, **changes), listening(heard, start=start))
    return heard


def interrupted(train: Trainer, epoch: int, **changes: object) -> tuple[Heard, Snapshot]:
    """Train until a snapshot can be taken behind `epoch` or later, and stop there."""
    heard, taken = Heard(), list[Snapshot]()

    def chunk(take: Callable[[], Snapshot]) -> None:
        if len(heard.records) >= epoch:
            taken.append(take())
            raise Interrupted(Order.GIVE_BACK)

    with pytest.raises(Interrupted):
        train(*resolved(epochs=EPOCHS, **changes), listening(heard, chunk=chunk))
    return heard, taken[0]


def epoch_by_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have programs train one epoch in each call, so that small runs have chunks."""
    monkeypatch.setattr("worker.training.program.CHUNK_SECONDS", 0.0)


@pytest.mark.parametrize("trainer", TRAINERS)
@pytest.mark.parametrize("experiment", EXPERIMENTS)
def test_a_resumed_training_ends_as_an_undisturbed_one(
    trainer: str, experiment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    epoch_by_epoch(monkeypatch)
    changes, another = EXPERIMENTS[experiment], TRAINERS[trainer]()
    whole = finished(TRAINERS[trainer](), **changes)
    for epoch in (1, 5, EPOCHS - 1):
        before, start = interrupted(another, epoch, **changes)
        after = finished(another, start, **changes)
        assert before.records + after.records == whole.records
        assert after.outcome == whole.outcome


def test_a_program_that_trained_others_in_between_resumes_just_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    epoch_by_epoch(monkeypatch)
    train = CompiledTrainer()
    whole = finished(train)
    before, start = interrupted(train, 3)
    finished(train, seed=BODY["seed"] + 1)
    after = finished(train, start)
    assert before.records + after.records == whole.records
    assert after.outcome == whole.outcome


def test_no_snapshot_is_taken_behind_the_last_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    epoch_by_epoch(monkeypatch)
    heard, asked = Heard(), list[int]()
    report = listening(heard, chunk=lambda _: asked.append(len(heard.records)))
    CompiledTrainer()(*resolved(epochs=EPOCHS), report)
    assert heard.records[-1].epoch == EPOCHS
    assert asked == list(range(1, EPOCHS))
