"""A process dies at the crash point that is armed, and at no other."""

import subprocess
import sys
from pathlib import Path
from signal import Signals

import pytest

SCRIPT = "from lehr import crash; crash.here('after-commit'); print('alive')"


def passed(directory: Path) -> subprocess.CompletedProcess[str]:
    environment = {"LEHR_CRASH_POINTS": str(directory), "PYTHONPATH": str(Path.cwd())}
    return subprocess.run(
        (sys.executable, "-c", SCRIPT), env=environment, capture_output=True, text=True, check=False
    )


def test_the_first_process_at_an_armed_point_dies_alone(tmp_path: Path) -> None:
    (tmp_path / "after-commit").touch()
    assert passed(tmp_path).returncode == -Signals.SIGKILL
    assert passed(tmp_path).stdout == "alive\n"


@pytest.mark.parametrize("armed", ["before-commit", "ring"])
def test_other_points_are_passed(tmp_path: Path, armed: str) -> None:
    (tmp_path / armed).touch()
    assert passed(tmp_path).stdout == "alive\n"
    assert (tmp_path / armed).exists()
