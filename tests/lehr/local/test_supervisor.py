"""Programs are kept running, and stopped in order."""

import time
from pathlib import Path

import pytest

from lehr.local.children import Program
from lehr.local.interrupts import Interrupts
from lehr.local.supervisor import Supervisor


def shell(name: str, script: str, patience: float = 8) -> Program:
    return Program(name=name, command=("/bin/sh", "-c", script), patience=patience)


def leaving_word(name: str, words: Path) -> Program:
    say = f"echo {name} >> {words}"
    return shell(name, f"trap '{say}; exit' TERM; {say}; while :; do sleep 0.01; done")


def lines(words: Path) -> list[str]:
    return words.read_text().splitlines() if words.exists() else []


def test_what_was_started_last_is_stopped_first(tmp_path: Path) -> None:
    words = tmp_path / "words"
    with Supervisor(Interrupts()) as supervisor:
        for name in ("database", "broker", "api"):
            supervisor.start(leaving_word(name, words))
        supervisor.keep(until=lambda: len(lines(words)) == 3)
    assert lines(words)[3:] == ["api", "broker", "database"]


def test_what_ignores_its_stop_signal_is_killed_when_patience_ends(tmp_path: Path) -> None:
    up = tmp_path / "up"
    deaf = shell("deaf", f"trap '' TERM; touch {up}; while :; do sleep 0.01; done", patience=0.2)
    with Supervisor(Interrupts()) as supervisor:
        supervisor.start(deaf)
        supervisor.keep(until=up.exists)
        asked = time.monotonic()
    assert 0.2 <= time.monotonic() - asked < 2


def test_a_dead_program_is_told_of_and_started_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "words"
    with Supervisor(Interrupts()) as supervisor:
        supervisor.start(shell("brief", f"echo again >> {words}; exit 3"))
        supervisor.keep(until=lambda: len(lines(words)) == 2)
    said = "brief ended with exit status 3; it is started again in 0.5 s."
    assert said in capsys.readouterr().out


def test_a_request_to_stop_ends_the_keeping() -> None:
    with Interrupts() as interrupts, Supervisor(interrupts) as supervisor:
        supervisor.start(shell("caller", "kill -TERM $PPID; sleep 60"))
        with pytest.raises(KeyboardInterrupt):
            supervisor.keep(until=lambda: False)
