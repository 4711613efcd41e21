"""Draws faults from a seed, so spread that the supervisor still restarts what they kill."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

import numpy as np

WORKERS = ("worker 1", "worker 2")
MINUTE = 62.0
DEATHS_A_MINUTE = 3
"""The supervisor gives up at the fifth death of one program within a minute; its restarts may die
themselves, as PostgreSQL's do while its former self is still there.
"""

PATIENT = 0.8
"""The share of faults that wait for a warm worker besides the one they hit."""


class Kind(StrEnum):
    """What can be done to a running Lehr."""

    KILL_WORKER = "worker killed"
    FLIP_CHECKPOINT = "worker killed, checkpoint flipped"
    CUT_CHECKPOINT = "worker killed, checkpoint cut"
    KILL_TRAINER = "training child killed"
    FREEZE_WORKER = "worker frozen beyond its lease"
    STOP_WORKER = "worker asked to stop"
    KILL_API = "API killed"
    KILL_VALKEY = "Valkey killed"
    WIPE_VALKEY = "Valkey killed, its data gone"
    KILL_POSTGRES = "PostgreSQL killed"
    LOSE_RINGS = "rings lost"
    REPEAT_RINGS = "rings x10"
    POISON = "poison run"
    CRASH = "killed at a crash point"
    FILL_DISK = "disk full"


WEIGHTS = {
    Kind.KILL_WORKER: 4,
    Kind.FLIP_CHECKPOINT: 1,
    Kind.CUT_CHECKPOINT: 1,
    Kind.KILL_TRAINER: 4,
    Kind.FREEZE_WORKER: 3,
    Kind.STOP_WORKER: 2,
    Kind.KILL_API: 3,
    Kind.KILL_VALKEY: 2,
    Kind.WIPE_VALKEY: 2,
    Kind.KILL_POSTGRES: 2,
    Kind.LOSE_RINGS: 3,
    Kind.REPEAT_RINGS: 2,
    Kind.POISON: 1,
    Kind.CRASH: 6,
    Kind.FILL_DISK: 1,
}
DEADLY = {
    Kind.KILL_API: ("API",),
    Kind.KILL_VALKEY: ("Valkey",),
    Kind.WIPE_VALKEY: ("Valkey",),
    Kind.KILL_POSTGRES: ("PostgreSQL",),
    Kind.FILL_DISK: ("PostgreSQL", "Valkey"),
    Kind.CRASH: ("API", *WORKERS),
}
"""The programs that a fault may kill, of which the supervisor counts the deaths."""
LETHAL = {Kind.KILL_WORKER, Kind.FLIP_CHECKPOINT, Kind.CUT_CHECKPOINT, Kind.STOP_WORKER}
"""The faults by which the one worker that they are done to ends."""
STEPS = (
    *("submit", "cancel", "claim", "begin", "renew", "write", "free"),
    *("commit", "ring", "rename"),
)
"""What may be broken off: transactions by their names, others, rings, and a checkpoint's rename."""
CRASH_POINTS = tuple(f"{when}-{step}" for step in STEPS for when in ("before", "after"))


@dataclass(frozen=True)
class Fault:
    """One fault of a plan."""

    kind: Kind
    worker: int
    """Which of the workers it is done to, where it is done to one."""
    pause: float
    """Seconds after the fault before."""
    waits: bool
    """Whether it waits until another worker is warm; else it may meet the recovery from others."""
    crash_point: str
    """Where a process dies, where one dies at a crash point."""

    @property
    def deadly_to(self) -> Sequence[str]:
        """The programs that the supervisor may have to restart."""
        if self.kind in LETHAL:
            return [WORKERS[self.worker]]
        return DEADLY.get(self.kind, ())


def drawn(seed: int, count: int, kinds: Sequence[Kind] = tuple(Kind)) -> Iterator[Fault]:
    """Yield `count` faults, the same for the same seed and kinds.

    Each kind comes once, in some order, and then by its weight.
    """
    random = np.random.default_rng(seed)
    weights = np.array([WEIGHTS[kind] for kind in kinds], dtype=float)
    once = random.permutation(len(kinds))
    later = random.choice(len(kinds), size=count, p=weights / weights.sum())
    faults = [_fault(kinds[int(index)], random) for index in [*once, *later][:count]]
    yield from _spread(faults)


def _fault(kind: Kind, random: np.random.Generator) -> Fault:
    return Fault(
        kind=kind,
        worker=int(random.integers(len(WORKERS))),
        pause=float(random.uniform(0.5, 3.5)),
        waits=bool(random.random() < PATIENT),
        crash_point=str(random.choice(CRASH_POINTS)),
    )


def _spread(faults: Sequence[Fault]) -> Iterator[Fault]:
    """Lengthen pauses until no program dies too often within a minute."""
    deaths: defaultdict[str, deque[float]]
    deaths = defaultdict(lambda: deque([-inf] * DEATHS_A_MINUTE, maxlen=DEATHS_A_MINUTE))
    now = 0.0
    for fault in faults:
        earliest = [deaths[program][0] + MINUTE for program in fault.deadly_to]
        pause = max(fault.pause, *(soon - now for soon in earliest), 0)
        now += pause
        for program in fault.deadly_to:
            deaths[program].append(now)
        yield replace(fault, pause=pause)
