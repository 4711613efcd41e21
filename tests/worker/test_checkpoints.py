"""A checkpoint is whole or not there, and gives back to the bit what was written."""

from pathlib import Path
from time import monotonic
from uuid import UUID, uuid4

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lehr.experiments.records import Claim
from worker.checkpoints import COLLECTED_SECONDS, Checkpoints, DamagedCheckpoint
from worker.trainer import Snapshot

KINDS = st.sampled_from([np.float32, np.int64, np.uint32, np.bool_])
SHAPES = st.sampled_from([(), (0,), (3,), (2, 3)])
ARRAYS = st.tuples(KINDS, SHAPES).flatmap(lambda drawn: arrays(*drawn))


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "checkpoints"


@pytest.fixture
def checkpoints(directory: Path) -> Checkpoints:
    return Checkpoints(directory)


def claim(token: int = 1) -> Claim:
    return Claim(
        key=1,
        run_id=uuid4(),
        job_id=uuid4(),
        program="",
        token=token,
        attempts=1,
        epochs_done=0,
        cancel_requested=False,
    )


def snapshot(epoch: int = 3) -> Snapshot:
    return Snapshot(
        epoch, 9 * epoch, [np.arange(6, dtype=np.float32).reshape(2, 3)], b'{"wait": 2}'
    )


@given(st.lists(ARRAYS, max_size=12), st.binary(max_size=100))
def test_a_snapshot_comes_back_to_the_bit(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[np.ndarray], memory: bytes
) -> None:
    checkpoints = Checkpoints(tmp_path_factory.mktemp("checkpoints"))
    read = checkpoints.read(checkpoints.write(claim(), Snapshot(7, 63, drawn, memory)))
    assert (read.epoch, read.step, read.memory) == (7, 63, memory)
    assert [one.tobytes() for one in read.arrays] == [one.tobytes() for one in drawn]
    assert [(one.shape, one.dtype) for one in read.arrays] == [
        (one.shape, one.dtype) for one in drawn
    ]


def test_two_holders_of_a_run_write_different_files(checkpoints: Checkpoints) -> None:
    first = claim()
    second = first.model_copy(update={"token": 2})
    names = {checkpoints.write(one, snapshot()).name for one in (first, second)}
    assert len(names) == 2


def test_only_what_is_kept_stays(checkpoints: Checkpoints) -> None:
    held = claim()
    old, new = (checkpoints.write(held, snapshot(epoch)) for epoch in (1, 2))
    checkpoints.thin(held.run_id, [new])
    assert checkpoints.read(new).epoch == 2
    with pytest.raises(DamagedCheckpoint, match="No such file"):
        checkpoints.read(old)


def test_runs_that_have_ended_leave_no_files(checkpoints: Checkpoints, directory: Path) -> None:
    ended, going_on = claim(), claim()
    for each in (ended, going_on):
        checkpoints.write(each, snapshot())
    (directory / "not-a-run").mkdir()
    checkpoints.collect(lambda *_: {going_on.run_id})
    assert {path.name for path in directory.iterdir()} == {str(going_on.run_id), "not-a-run"}


def test_without_files_nobody_is_asked_which_runs_have_ended(checkpoints: Checkpoints) -> None:
    def ask(*_: object) -> set[UUID]:
        raise AssertionError("there is nothing to ask for")

    checkpoints.collect(ask)


def test_files_are_looked_through_once_a_minute(
    checkpoints: Checkpoints, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        checkpoints.write(claim(), snapshot())
        checkpoints.collect(lambda *_: ())
    assert len(list(directory.iterdir())) == 1
    monkeypatch.setattr("worker.checkpoints.monotonic", lambda: monotonic() + COLLECTED_SECONDS)
    checkpoints.collect(lambda *_: ())
    assert list(directory.iterdir()) == []


def test_the_newest_checkpoint_that_is_whole_is_gone_on_from(
    checkpoints: Checkpoints, directory: Path
) -> None:
    held = claim()
    old, new = (checkpoints.write(held, snapshot(epoch)) for epoch in (1, 2))
    named = held.model_copy(update={"checkpoints": [new, old]})
    found = [checkpoints.latest(named)]
    for damaged in (new, old):
        (directory / damaged.name).write_bytes(b"damaged")
        found.append(checkpoints.latest(named))
    assert [one and one[0].epoch for one in found] == [2, 1, None]


def test_what_other_versions_wrote_is_not_gone_on_from(checkpoints: Checkpoints) -> None:
    held = claim()
    foreign = checkpoints.write(held, snapshot()).model_copy(update={"made_by": "keras 3.0.0"})
    named = held.model_copy(update={"checkpoints": [foreign]})
    assert checkpoints.latest(named) is None


@pytest.mark.parametrize("damage", [b"", b"PK", b"x" * 5000])
def test_a_damaged_file_is_noticed(
    checkpoints: Checkpoints, directory: Path, damage: bytes
) -> None:
    written = checkpoints.write(claim(), snapshot())
    (directory / written.name).write_bytes(damage)
    with pytest.raises(DamagedCheckpoint, match="not the file that was written"):
        checkpoints.read(written)


def test_one_flipped_bit_is_noticed(checkpoints: Checkpoints, directory: Path) -> None:
    written = checkpoints.write(claim(), snapshot())
    path = directory / written.name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedCheckpoint):
        checkpoints.read(written)


def test_a_file_that_is_no_checkpoint_is_damaged_whatever_its_hash(
    checkpoints: Checkpoints, directory: Path
) -> None:
    written = checkpoints.write(claim(), snapshot())
    (directory / written.name).write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    with pytest.raises(DamagedCheckpoint, match="cannot be read"):
        checkpoints.read(written.model_copy(update={"sha256": empty}))


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "checkpoints").write_text("in the way", encoding="utf-8")
    with pytest.raises(NotADirectoryError):
        Checkpoints(tmp_path / "checkpoints").write(claim(), snapshot())
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoints"]
