"""What XLA is told, and that it does as told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from worker.compiler import FLAGS, SMALL_LOOP, SMALL_LOOP_BYTES, flags
from worker.versions import tensorflow

OURS = f"--xla_backend_extra_options={SMALL_LOOP}={SMALL_LOOP_BYTES}"
DUMP = """
from tests.worker.training.runs import trained
from worker.training.compiled import CompiledTrainer
trained(CompiledTrainer(), epochs=2)
"""


def loops_in_one_function(dump: Path, **environment: str) -> int:
    """Train in a new process; return how many loops of its program became one function."""
    told = f"{environment.get(FLAGS, '')} --xla_dump_to={dump} --xla_dump_hlo_as_text"
    environment = {**os.environ, **environment, FLAGS: told}
    subprocess.run([sys.executable, "-c", DUMP], check=True, capture_output=True, env=environment)
    texts = [path.read_text() for path in dump.glob("*cpu_after_optimizations.txt")]
    return sum(text.count('xla_cpu_small_call="true"') for text in texts)


def test_the_loop_of_a_small_network_is_one_function(tmp_path: Path) -> None:
    ours = loops_in_one_function(tmp_path / "ours")
    assert ours > loops_in_one_function(tmp_path / "xla", **{FLAGS: OURS.replace("131072", "1024")})


def test_flags_of_the_environment_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FLAGS, "--xla_cpu_enable_fast_math=false")
    assert flags() == f"--xla_cpu_enable_fast_math=false {OURS}"


def test_the_environment_may_decide_which_loops_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    decided = f"--xla_backend_extra_options={SMALL_LOOP}=7"
    monkeypatch.setenv(FLAGS, decided)
    assert flags() == decided


def test_flags_are_part_of_what_decides_the_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FLAGS, "--xla_cpu_enable_fast_math=true")
    tensorflow.cache_clear()
    try:
        assert "--xla_cpu_enable_fast_math=true" in tensorflow()
    finally:
        tensorflow.cache_clear()
