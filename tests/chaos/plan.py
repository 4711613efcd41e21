"""Draws faults from a seed, so spread that the supervisor still restarts what they kill."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf
from typing import TypeAlias

import numpy as np

WORKERS = ("worker 1", "worker 2")
MINUTE = 62.0
DEATHS_A_MINUTE = {"API": 4, "Valkey": 4, "PostgreSQL": 3} | dict.fromkeys(WORKERS, 3)
"""The supervisor gives up at the fifth death of one program within a minute; restarts may die
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
    Kind.KILL_TRAINER: 6,
    Kind.FREEZE_WORKER: 3,
    Kind.STOP_WORKER: 2,
    Kind.KILL_API: 2,
    Kind.KILL_VALKEY: 1,
    Kind.WIPE_VALKEY: 1,
    Kind.KILL_POSTGRES: 2,
    Kind.LOSE_RINGS: 3,
    Kind.REPEAT_RINGS: 2,
    Kind.POISON: 1,
    Kind.CRASH: 10,
    Kind.FILL_DISK: 1,
}
DEADLY = {
    Kind.KILL_API: ("API",),
    Kind.KILL_VALKEY: ("Valkey",),
    Kind.WIPE_VALKEY: ("Valkey",),
    Kind.KILL_POSTGRES: ("PostgreSQL",),
    Kind.FILL_DISK: ("PostgreSQL", "Valkey"),
}
"""The programs that a fault may kill, of which the supervisor counts the deaths."""
LETHAL = {Kind.KILL_WORKER, Kind.FLIP_CHECKPOINT, Kind.CUT_CHECKPOINT, Kind.STOP_WORKER}
"""The faults by which the one worker that they are done to ends."""
STEPS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("submit", "cancel"), ("API",)),
    **dict.fromkeys(("claim", "begin", "renew", "write", "rename"), ()),
    **dict.fromkeys(("free", "commit", "ring"), ("API", *WORKERS)),
}
"""What may be broken off, transactions by their names: and by the death of which programs.

A training child's death is its worker's business.
"""
CRASH_POINTS = tuple(f"{when}-{step}" for step in STEPS for when in ("before", "after"))

REACH = 20
"""So far ahead a fault is looked for that need not wait."""

Deaths: TypeAlias = Mapping[str, deque[float]]
"""When each program died lately."""


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
        if self.kind is Kind.CRASH:
            return STEPS[self.crash_point.partition("-")[2]]
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
        pause=float(random.uniform(0.3, 2.5)),
        waits=bool(random.random() < PATIENT),
        crash_point=str(random.choice(CRASH_POINTS)),
    )


def _spread(faults: Sequence[Fault]) -> Iterator[Fault]:
    """Put others first, and lengthen pauses, until no program dies too often within a minute."""
    deaths = {name: deque([-inf] * most, most) for name, most in DEATHS_A_MINUTE.items()}
    pending, now = list(faults), 0.0
    while pending:
        pauses = [_pause(fault, deaths, now) for fault in pending[:REACH]]
        excess = [pause - fault.pause for pause, fault in zip(pauses, pending, strict=False)]
        place = excess.index(min(excess))
        fault = replace(pending.pop(place), pause=pauses[place])
        now += fault.pause
        for program in fault.deadly_to:
            deaths[program].append(now)
        yield fault


def _pause(fault: Fault, deaths: Deaths, now: float) -> float:
    earliest = [deaths[program][0] + MINUTE - now for program in fault.deadly_to]
    return max(fault.pause, *earliest, 0)
