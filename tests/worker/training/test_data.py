"""The hash of a run's data tells rows and labels apart, and nothing else."""

from typing import Any

from tests.worker.training.runs import BLOBS, Heard, listening, resolved
from worker.training.data import prepare


def hashed(**changes: object) -> str:
    return prepare(*resolved(**changes), listening(Heard())).sha256


def test_the_same_rows_have_one_hash_whatever_trains_on_them() -> None:
    assert hashed() == hashed(trainer="fit", seed=1) == hashed(epochs=1)


def test_other_rows_and_other_divisions_have_other_hashes() -> None:
    others: list[dict[str, Any]] = [
        {},
        {"dataset": BLOBS | {"seed": 3}},
        {"dataset": BLOBS | {"standardize": True}},
        {"validation": {"split": 0.5}},
        {"validation": None},
        {"validation": {"split": 0.33, "shuffle": True}, "seed": 1},
        {"validation": {"split": 0.33, "shuffle": True}, "seed": 2},
    ]
    assert len({hashed(**changes) for changes in others}) == len(others)
