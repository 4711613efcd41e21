"""Programs that outlive the worker that compiled them, in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from worker.program_cache import FLAGS, MAX_KEPT, ProgramCache

TRAIN = """
import sys
from pathlib import Path
from worker.program_cache import ProgramCache
cache = ProgramCache(Path(sys.argv[1]))
cache.enable()
from tests.worker.training.runs import trained
from worker.training.compiled import CompiledTrainer
print(trained(CompiledTrainer(cache), epochs=2).outcome.weights_sha256)
"""
WITH_A_FULL_DISK = 'mount -t tmpfs -o size=4k full "$1" && shift && exec "$@"'


def training(home: Path) -> list[str]:
    return [sys.executable, "-c", TRAIN, str(home)]


def weights(home: Path) -> str:
    """Return the weights that a new process leaves, whose programs are kept in `home`."""
    command = training(home)
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    return done.stdout.strip()


def kept(home: Path) -> list[Path]:
    return sorted(ProgramCache(home).directory.iterdir())


def test_a_program_is_read_where_it_was_compiled_before(tmp_path: Path) -> None:
    compiled = weights(tmp_path)
    written = {entry: entry.stat().st_mtime_ns for entry in kept(tmp_path)}
    assert written
    assert weights(tmp_path) == compiled
    assert {entry: entry.stat().st_mtime_ns for entry in kept(tmp_path)} == written


def test_a_damaged_program_is_compiled_again(tmp_path: Path) -> None:
    compiled = weights(tmp_path)
    [entry] = kept(tmp_path)
    os.truncate(entry, 1000)
    assert weights(tmp_path) == compiled
    [anew] = kept(tmp_path)
    assert anew.stat().st_size > 1000


def test_a_run_does_not_fail_by_a_full_disk_but_waits(tmp_path: Path) -> None:
    alone = ["/usr/bin/unshare", "--map-root-user", "--mount", "/bin/sh", "-c", WITH_A_FULL_DISK]
    command = [*alone, "sh", str(tmp_path), *training(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ)
    told = "lehr.errors.Unavailable: no compiled program can be kept: the disk is full"
    assert done.stderr.splitlines()[-1] == told


def test_a_full_cache_is_emptied_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, FLAGS, "--tf_xla_clustering_debug")
    monkeypatch.delitem(sys.modules, "tensorflow", raising=False)
    cache = ProgramCache(tmp_path)
    cache.directory.mkdir(parents=True)
    for place in range(MAX_KEPT + 1):
        (cache.directory / str(place)).touch()
    cache.enable()
    assert kept(tmp_path) == []
    assert os.environ[FLAGS].split() == [
        "--tf_xla_clustering_debug",
        f"--tf_xla_persistent_cache_directory={cache.directory}",
    ]


def test_where_nothing_can_be_written_programs_are_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv(FLAGS, raising=False)
    monkeypatch.delitem(sys.modules, "tensorflow", raising=False)
    (tmp_path / "programs").touch()
    ProgramCache(tmp_path).enable()
    assert FLAGS not in os.environ
    assert "compiled programs are not kept" in caplog.text


def test_it_is_too_late_once_tensorflow_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tensorflow", sys)
    with pytest.raises(RuntimeError, match="when it is loaded"):
        ProgramCache(tmp_path).enable()
