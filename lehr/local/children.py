"""Child processes that cannot outlive this one."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from signal import Signals
from typing import IO, Self

from .account import Account

PR_SET_PDEATHSIG = 1

# Looked up before any fork. macOS lacks it: there a killed supervisor leaves its children behind.
_prctl: Callable[[int, int], int] | None = getattr(ctypes.CDLL(None), "prctl", None)


@dataclass(frozen=True, kw_only=True)
class Program:
    """What a child runs, as whom and where, when it is ready and how it ends."""

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str] = field(default_factory=dict)
    """The whole environment: nothing of this process's own is added."""
    directory: Path | None = None
    """Entered before the account changes, so it may lie where only this process can go."""
    account: Account = field(default_factory=Account)
    log: Path | None = None
    """Where both outputs are appended; this process's own outputs when None."""
    is_ready: "Callable[[Child], bool]" = lambda _: True
    death_signal: Signals = Signals.SIGKILL
    """What the kernel sends at the death of this process."""
    stop_signal: Signals = Signals.SIGTERM
    patience: float = 8
    """Seconds from the stop signal until SIGKILL."""
    restarts_at_once: bool = False
    """Whether the first restart waits for nothing."""

    def output(self) -> AbstractContextManager[IO[bytes] | None]:
        """Open the log for appending."""
        return nullcontext() if self.log is None else self.log.open("ab")


class Child(subprocess.Popen[bytes]):
    """A running program in a session of its own, tied to the life of this process.

    Start it from the main thread: to the kernel, the end of the thread that forked is the
    parent's death.
    """

    def __init__(self, program: Program, *, stdin: int = subprocess.DEVNULL) -> None:
        self.program = program
        with program.output() as output:
            super().__init__(
                [str(part) for part in program.command],
                stdin=stdin,
                stdout=output,
                stderr=output,
                cwd=program.directory,
                env=dict(program.environment),
                user=program.account.user,
                group=program.account.group,
                extra_groups=program.account.extra_groups,
                start_new_session=True,
                # Runs after the change of account, which would clear the signal.
                preexec_fn=partial(_die_with, os.getpid(), program.death_signal),
            )

    @classmethod
    def finish(cls, program: Program, text: str = "") -> Self:
        """Run `program` to its end with `text` as its input."""
        child = cls(program, stdin=subprocess.PIPE)
        child.communicate(text.encode())
        return child

    @property
    def is_ready(self) -> bool:
        """Whether the program does its work by now."""
        return self.poll() is None and self.program.is_ready(self)

    def stop(self) -> None:
        """Ask the program to end, and insist when its patience runs out."""
        self.send_signal(self.program.stop_signal)
        try:
            self.wait(self.program.patience)
        except subprocess.TimeoutExpired:
            self.kill()
            self.wait()


def die_with_parent(death_signal: Signals) -> None:
    """Have the kernel send `death_signal` to this process when its parent dies."""
    if _prctl is not None:
        _prctl(PR_SET_PDEATHSIG, death_signal)


def _die_with(parent: int, death_signal: Signals) -> None:
    die_with_parent(death_signal)
    if os.getppid() != parent:  # it died before the kernel was told
        os.kill(os.getpid(), signal.SIGKILL)
